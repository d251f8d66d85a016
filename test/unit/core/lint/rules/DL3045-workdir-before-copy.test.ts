import { ruleCases } from './cases.ts';

ruleCases('DL3045', [
  { name: 'an absolute target', text: 'FROM a:1\nCOPY a /b\nCOPY a "/b"\nCOPY a $B\nCOPY a c:\\b\n' },
  { name: 'a relative target below a WORKDIR', text: 'FROM a:1\nWORKDIR /x\nCOPY a b\n' },
  {
    name: 'a relative target below the WORKDIR of another stage',
    text: 'FROM a:1 AS a\nWORKDIR /x\nFROM a AS b\nFROM b\nCOPY a b\n',
  },
  {
    name: 'the same image a second time, which goes by the same name',
    text: 'FROM a.b/a:1\nWORKDIR /x\nFROM a:2\nCOPY a b\n',
  },
  {
    name: 'a relative target',
    text: 'FROM a:1\nCOPY --chown=1 a \\\n  «./b»\n',
    fixed: 'FROM a:1\nCOPY --chown=1 a \\\n  /b\n',
    safety: 'review',
  },
  {
    name: 'a WORKDIR that comes too late',
    text: 'FROM a:1\nCOPY . «.»\nWORKDIR /x\n',
    fixed: 'FROM a:1\nCOPY . /\nWORKDIR /x\n',
    safety: 'review',
  },
  {
    name: 'a relative target in an empty image',
    text: 'FROM scratch AS a\nFROM a\nCOPY ["a", «"b/"»]\n',
    fixed: 'FROM scratch AS a\nFROM a\nCOPY ["a", "/b/"]\n',
  },
  { name: 'a relative target below a name in another case', text: 'FROM a:1 AS a\nWORKDIR /x\nFROM A\nCOPY a «b»\n' },
  { name: 'a target that only the build knows', text: 'FROM a:1\nCOPY a «b/$X»\nCOPY a «../b»\n' },
  { name: 'the whole of an image', text: 'FROM a:1\nCOPY --from=b:1 / «.»\n' },
]);
