import { ruleCases } from './cases.ts';

ruleCases('DL3004', [
  { name: 'a word that is no command', text: 'FROM a:1\nRUN apt-get install sudo && su x\n' },
  {
    name: 'sudo',
    text: 'FROM a:1\nRUN «sudo» mkdir /x\n',
    fixed: 'FROM a:1\nRUN mkdir /x\n',
    safety: 'review',
  },
  {
    name: 'every sudo of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN «sudo» \\\r\n    a && \\\r\n    (exec sudo b)\r\n',
    fixed: 'FROM a:1\r\nRUN a && \\\r\n    (exec b)\r\n',
    safety: 'review',
  },
  {
    name: 'sudo after root came back',
    text: 'FROM a:1\nUSER app\nUSER 0:0\nONBUILD RUN «sudo» x\nRUN «sudo» y\n',
    fixed: 'FROM a:1\nUSER app\nUSER 0:0\nONBUILD RUN x\nRUN y\n',
    safety: 'review',
  },
  { name: 'sudo of a user', text: 'FROM a:1\nUSER app\nRUN «sudo» x\n' },
  { name: 'sudo of a user of the stage below', text: 'FROM a:1 AS b\nUSER app\nFROM b\nRUN «sudo» x\n' },
  { name: 'sudo with options', text: 'FROM a:1\nRUN «sudo» -u app x\nRUN «sudo» A=1 x\nRUN «sudo»\n' },
  { name: 'sudo before a comment', text: 'FROM a:1\nRUN «sudo» \\\n # note\n x\n' },
  { name: 'sudo in exec form', text: 'FROM a:1\nRUN ["«sudo»", "x"]\n' },
]);
