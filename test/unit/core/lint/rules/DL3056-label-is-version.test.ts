import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { it: 'semver', also: 'semver' } } as const;

ruleCases('DL3056', [
  { name: 'a version', text: 'FROM a:1\nLABEL it=1.4.0 also=1.4.0-rc.1+build.7\n', configuration },
  { name: 'a continued version', text: 'FROM a:1\nLABEL it=1.4.\\\n0\n', configuration },
  { name: 'a v', text: 'FROM a:1\nLABEL it=«v1.4.0»\n', fixed: 'FROM a:1\nLABEL it=1.4.0\n', configuration },
  {
    name: 'missing numbers',
    text: 'FROM a:1\nLABEL it=«"v1.4"»\n',
    fixed: 'FROM a:1\nLABEL it="1.4.0"\n',
    safety: 'review',
    configuration,
  },
  { name: 'a word', text: 'FROM a:1\nLABEL it=«latest»\n', configuration },
  { name: 'four numbers', text: 'FROM a:1\nLABEL it=«1.4.0.1»\n', configuration },
  { name: 'a variable', text: 'FROM a:1\nLABEL it=«$VERSION»\n', configuration },
  { name: 'an empty part', text: 'FROM a:1\nLABEL it=«1.4.0-rc..1»\n', configuration },
  { name: 'a label of another type', text: 'FROM a:1\nLABEL other="\\ "\n', configuration },
  { name: 'a label without a schema', text: 'FROM a:1\nLABEL it="?"\n' },
  { name: 'a label that ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL it="?"\n', configuration },
]);
