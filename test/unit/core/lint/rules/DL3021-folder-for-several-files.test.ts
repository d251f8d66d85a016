import { ruleCases } from './cases.ts';

ruleCases('DL3021', [
  { name: 'one source', text: 'FROM a:1\nCOPY a b\n' },
  { name: 'a folder', text: 'FROM a:1\nCOPY a b c/\nCOPY ["a", "b", "c/"]\nCOPY a b "C:\\Program Files/x/"\n' },
  {
    name: 'several sources for one name',
    text: 'FROM a:1\nCOPY --chown=1 a \\\n  b «/c»\n',
    fixed: 'FROM a:1\nCOPY --chown=1 a \\\n  b /c/\n',
  },
  {
    name: 'the folder in hand',
    text: 'FROM a:1\nWORKDIR /x\nCOPY a b «.»\n',
    fixed: 'FROM a:1\nWORKDIR /x\nCOPY a b ./\n',
  },
  { name: 'names in JSON', text: 'FROM a:1\nCOPY ["a", "b", «"/c"»]\n', fixed: 'FROM a:1\nCOPY ["a", "b", "/c/"]\n' },
  { name: 'a variable, which may end with a slash', text: 'FROM a:1\nCOPY a b «${DEST}»\n' },
  { name: 'a path of Windows', text: 'FROM a:1\nCOPY a b «C:\\x»\n' },
]);
