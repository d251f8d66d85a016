import { ruleCases } from './cases.ts';

ruleCases('DL3061', [
  { name: 'FROM', text: '# note\nFROM a:1\nRUN x\n' },
  { name: 'ARG before FROM', text: 'ARG A=1\nFROM a:$A\n' },
  { name: 'an empty file', text: '' },
  { name: 'anything else before FROM', text: 'ARG A\n«RUN» x\n«LABEL» a=b\nFROM a:1\n' },
  { name: 'anything else without any FROM', text: '«USER» app\n' },
]);
