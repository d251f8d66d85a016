import { ruleCases } from './cases.ts';

ruleCases('DL3002', [
  { name: 'a user of its own', text: 'FROM a:1\nUSER app\n' },
  { name: 'root that is left again', text: 'FROM a:1\nUSER root\nRUN x\nUSER app\n' },
  { name: 'a stage that names no user', text: 'FROM a:1\nRUN x\n' },
  { name: 'USER before any FROM', text: 'USER root\nFROM a:1\n' },
  { name: 'a user whose name begins like root', text: 'FROM a:1\nUSER rooted\n' },
  { name: 'root', text: 'FROM a:1\nUSER «root»\n' },
  { name: 'the last of several', text: 'FROM a:1\nUSER root\nUSER «0»\n' },
  { name: 'root with a group', text: 'FROM a:1\nUSER «0:app»\n' },
  {
    name: 'root in every stage that ends with it',
    text: 'FROM a:1 AS b\nUSER «root»\nFROM b\nUSER app\nFROM b\nUSER «root:root»\n',
  },
]);
