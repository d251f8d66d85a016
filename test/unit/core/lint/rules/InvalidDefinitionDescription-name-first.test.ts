import { ruleCases } from './cases.ts';

ruleCases('InvalidDefinitionDescription', [
  { name: 'what nobody asks for', text: '# x\nARG A\nFROM a:1\n' },
  { name: 'names', text: '# check=experimental=all\n\n# A of it\nARG A\n# b\nFROM a:1 AS b\n' },
  { name: 'one of several names', text: '# check=experimental=all\n\n# B of it\nARG A B\nFROM a:1\n' },
  { name: 'a comment that an empty one parts', text: '# check=experimental=all\n\n# x\n#\nARG A\nFROM a:1\n' },
  { name: 'a comment of another instruction', text: '# check=experimental=all\n\nFROM a:1\n# x\nRUN y\nARG A\n' },
  { name: 'a FROM without a name', text: '# check=experimental=all\n\n# x\nFROM a:1\n' },
  {
    name: 'other comments',
    text: '# check=experimental=all\n\n# x\n«# the tag»\nARG A\n«# The stage»\n\nFROM a:1 AS b\n',
  },
]);
