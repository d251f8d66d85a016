import { ruleCases } from './cases.ts';

ruleCases('WorkdirRelativePath', [
  { name: 'what DL3000 says', text: 'FROM a:1\nWORKDIR app\n' },
  { name: 'an absolute path', text: 'FROM a:1\nWORKDIR /a\nWORKDIR b\n', alone: true },
  { name: 'a drive', text: 'FROM a:1\nWORKDIR C:\\\\a\n', alone: true },
  {
    name: 'an absolute path of the stage below',
    text: 'FROM a:1 AS b\nWORKDIR /a\nFROM b\nWORKDIR c\n',
    alone: true,
  },
  {
    name: 'a variable with an absolute path',
    text: 'FROM a:1\nENV A=/x\nWORKDIR $A/y\n',
    alone: true,
  },
  { name: 'a variable that the image may set', text: 'FROM a:1\nWORKDIR $A\n', alone: true },
  { name: 'a variable with a relative path', text: 'FROM a:1\nENV A=x\nWORKDIR «$A»\n' },
  {
    name: 'the first relative path',
    text: 'FROM a:1\nWORKDIR «a»\nWORKDIR b\n',
    alone: true,
  },
]);
