import { ruleCases } from './cases.ts';

ruleCases('QS1003', [
  { name: 'wget that verifies', text: 'FROM a:1\nRUN wget -q https://b && echo --no-check-certificate\n' },
  {
    name: 'the flag',
    text: 'FROM a:1\nRUN wget -q «--no-check-certificate» https://b\n',
    fixed: 'FROM a:1\nRUN wget -q https://b\n',
    safety: 'review',
  },
  {
    name: 'the flag where wget is run by busybox',
    text: 'FROM a:1\nRUN busybox wget «--no-check-certificate» -O- https://b | sh\n',
    fixed: 'FROM a:1\nRUN busybox wget -O- https://b | sh\n',
    safety: 'review',
  },
]);
