import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { it: 'hash', also: 'hash' } } as const;

ruleCases('DL3055', [
  { name: 'a hash', text: 'FROM a:1\nLABEL it=0123abc also=0123456789abcdef0123456789abcdef01234567\n', configuration },
  { name: 'capitals', text: 'FROM a:1\nLABEL it=«0123ABC»\n', fixed: 'FROM a:1\nLABEL it=0123abc\n', configuration },
  {
    name: 'another length',
    text: 'FROM a:1\nLABEL it=«0123abcd»\n',
    fixed: 'FROM a:1\nLABEL it=0123abc\n',
    safety: 'review',
    configuration,
  },
  { name: 'too few digits', text: 'FROM a:1\nLABEL it=«0123ab»\n', configuration },
  { name: 'a branch', text: 'FROM a:1\nLABEL it=«main»\n', configuration },
  { name: 'a variable', text: 'FROM a:1\nLABEL it=«$COMMIT»\n', configuration },
  { name: 'a label of another type', text: 'FROM a:1\nLABEL other="\\ "\n', configuration },
  { name: 'a label without a schema', text: 'FROM a:1\nLABEL it="?"\n' },
  { name: 'a label that ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL it="?"\n', configuration },
]);
