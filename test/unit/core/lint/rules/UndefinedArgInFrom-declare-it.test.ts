import { ruleCases } from './cases.ts';

ruleCases('UndefinedArgInFrom', [
  { name: 'what is declared', text: 'ARG A=1\nARG B\nFROM a:$A AS x\nFROM a:${B:-1}\n' },
  { name: 'what the builder knows', text: 'FROM --platform=$BUILDPLATFORM a:$TARGETARCH\n' },
  { name: 'what is no variable', text: "FROM 'a:$B'\n" },
  { name: 'what is not declared', text: 'FROM a:«$B»\n' },
  { name: 'what has a default of its own', text: 'FROM a:«${B»:-1}\n' },
  { name: 'an ARG of a stage', text: 'FROM a:1\nARG B=1\nFROM a:«$B»\n' },
  { name: 'several, each once', text: 'FROM --platform=«$P» «$A»:«${B»}-$A\n' },
]);
