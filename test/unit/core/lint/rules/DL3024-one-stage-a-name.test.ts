import { ruleCases } from './cases.ts';

ruleCases('DL3024', [
  { name: 'different names', text: 'FROM a:1 AS a\nFROM a:1 AS b\nFROM a:1\nFROM a:1\n' },
  { name: 'a name in another case', text: 'FROM a:1 AS a\nFROM a:1 AS A\n' },
  { name: 'a name that is taken', text: 'FROM a:1 AS a\nFROM b:1 as «a»\nFROM c:1 AS «a»\n' },
]);
