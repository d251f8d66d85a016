import { ruleCases } from './cases.ts';

ruleCases('DL3023', [
  { name: 'another stage', text: 'FROM a:1 AS build\nFROM b:1 AS run\nCOPY --from=build x /\n' },
  { name: 'its own number', text: 'FROM a:1 AS build\nCOPY --from=0 x /\n' },
  { name: 'its own name', text: 'FROM a:1 AS build\nCOPY --link --from=«build» x /\n' },
]);
