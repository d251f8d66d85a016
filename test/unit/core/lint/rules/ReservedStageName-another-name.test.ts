import { ruleCases } from './cases.ts';

ruleCases('ReservedStageName', [
  { name: 'other names', text: 'FROM a:1 AS scratch-pad\n' },
  { name: 'what DL3063 says', text: 'FROM a:1 AS scratch\n' },
  { name: 'a reserved name in another case', text: 'FROM a:1 AS «Context»\n' },
  {
    name: 'a reserved name',
    text: 'FROM a:1 AS «scratch»\n',
    alone: true,
  },
]);
