import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { it: 'email', also: 'email' } } as const;

ruleCases('DL3058', [
  {
    name: 'an address',
    text: 'FROM a:1\nLABEL it=ann@example.com also="(home) ann.smith+x@[10.0.0.1]"\n',
    configuration,
  },
  {
    name: 'a quoted name and a dot at the end',
    text: 'FROM a:1\nLABEL it=\'"ann smith"@example.com.\'\n',
    configuration,
  },
  {
    name: 'a name before it',
    text: 'FROM a:1\nLABEL it=«"Ann Smith <ann@example.com>"»\n',
    fixed: 'FROM a:1\nLABEL it="ann@example.com"\n',
    safety: 'review',
    configuration,
  },
  { name: 'a name', text: 'FROM a:1\nLABEL it=«ann»\n', configuration },
  { name: 'two addresses', text: 'FROM a:1\nLABEL it=«ann@example.com,bob@example.com»\n', configuration },
  { name: 'dots in a row', text: 'FROM a:1\nLABEL it=«ann..smith@example.com»\n', configuration },
  { name: 'a hyphen at an end', text: 'FROM a:1\nLABEL it=«ann@example-»\n', configuration },
  { name: 'an open comment', text: 'FROM a:1\nLABEL it=«"(home ann@example.com"»\n', configuration },
  {
    name: 'a name that is too long',
    text: 'FROM a:1\nLABEL it=«aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com»\n',
    configuration,
  },
  {
    name: 'an address that is too long',
    text: 'FROM a:1\nLABEL it=«a@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb»\n',
    configuration,
  },
  {
    name: 'a part that is too long',
    text: 'FROM a:1\nLABEL it=«a@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb»\n',
    configuration,
  },
  { name: 'a label of another type', text: 'FROM a:1\nLABEL other="\\ "\n', configuration },
  { name: 'a label without a schema', text: 'FROM a:1\nLABEL it="?"\n' },
  { name: 'a label that ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL it="?"\n', configuration },
]);
