import { ruleCases } from './cases.ts';

ruleCases('QS1010', [
  { name: 'packages that are verified', text: 'FROM a:1\nRUN rpm -i b.rpm && rpm --import c\n' },
  {
    name: 'the flags',
    text: 'FROM a:1\nRUN rpm -Uvh «--nodigest» --nosignature b.rpm\n',
    fixed: 'FROM a:1\nRUN rpm -Uvh b.rpm\n',
    safety: 'review',
  },
]);
