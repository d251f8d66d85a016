import { ruleCases } from './cases.ts';

ruleCases('DuplicateStageName', [
  { name: 'names of their own', text: 'FROM a:1 AS b\nFROM a:1 AS c\nFROM a:1\n' },
  { name: 'what DL3024 says', text: 'FROM a:1 AS b\nFROM a:1 AS b\n' },
  { name: 'names that differ in case alone', text: 'FROM a:1 AS b\nFROM a:1 AS «B»\n' },
  {
    name: 'the same name',
    text: 'FROM a:1 AS b\nFROM a:1 AS «b»\n',
    alone: true,
  },
]);
