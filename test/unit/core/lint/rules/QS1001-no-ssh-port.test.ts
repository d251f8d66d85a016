import { ruleCases } from './cases.ts';

ruleCases('QS1001', [
  { name: 'other ports', text: 'FROM a:1\nEXPOSE 2222 22/udp 220 122 8022\n' },
  { name: 'what a variable stands for', text: 'FROM a:1\nARG P=22\nEXPOSE $P\n' },
  {
    name: 'the port alone',
    text: 'FROM a:1\nEXPOSE «22»\nCMD ["a"]\n',
    fixed: 'FROM a:1\nCMD ["a"]\n',
    safety: 'review',
  },
  {
    name: 'the port among others',
    text: 'FROM a:1\nEXPOSE 80 \\\n  «22/tcp» \\\n  443\n',
    fixed: 'FROM a:1\nEXPOSE 80 \\\n  443\n',
    safety: 'review',
  },
  { name: 'a range around it', text: 'FROM a:1\nEXPOSE «20-30»\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD EXPOSE «22»\n' },
]);
