import { ruleCases } from './cases.ts';

ruleCases('ConsistentInstructionCasing', [
  { name: 'upper case', text: 'FROM a:1\nRUN x\n' },
  { name: 'lower case', text: 'from a:1 as b\nrun x\n' },
  { name: 'an ARG before FROM', text: 'arg A=1\nFROM a:1\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD run x\n' },
  { name: 'lower case among upper case', text: 'FROM a:1\n«run» x\nUSER y\n', fixed: 'FROM a:1\nRUN x\nUSER y\n' },
  { name: 'upper case among lower case', text: 'from a:1\nrun x\n«USER» y\n', fixed: 'from a:1\nrun x\nuser y\n' },
  { name: 'lower case where as many are upper case', text: 'FROM a:1\n«run» x\n', fixed: 'FROM a:1\nRUN x\n' },
  { name: 'mixed case', text: 'FROM a:1\n«Run» x\n', fixed: 'FROM a:1\nRUN x\n' },
  { name: 'a FROM, with its AS', text: '«from» a:1 as b\nRUN x\nUSER y\n', fixed: 'FROM a:1 AS b\nRUN x\nUSER y\n' },
]);
