import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { it: 'spdx', also: 'spdx' } } as const;

ruleCases('DL3054', [
  { name: 'an identifier', text: 'FROM a:1\nLABEL it=MIT also=GPL-3.0-or-later\n', configuration },
  { name: 'a blank behind it', text: 'FROM a:1\nLABEL it="Apache-2.0 "\n', configuration },
  {
    name: 'other capitals',
    text: 'FROM a:1\nLABEL it=«apache-2.0»\n',
    fixed: 'FROM a:1\nLABEL it=Apache-2.0\n',
    configuration,
  },
  {
    name: 'a blank before it',
    text: 'FROM a:1\nLABEL it=«" MIT"»\n',
    fixed: 'FROM a:1\nLABEL it="MIT"\n',
    configuration,
  },
  {
    name: 'what the list has given up',
    text: 'FROM a:1\nLABEL it=«GPL-2.0»\n',
    fixed: 'FROM a:1\nLABEL it=GPL-2.0-only\n',
    safety: 'review',
    configuration,
  },
  {
    name: 'or any later version',
    text: 'FROM a:1\nLABEL it=«"gpl-2.0+"»\n',
    fixed: 'FROM a:1\nLABEL it="GPL-2.0-or-later"\n',
    configuration,
  },
  { name: 'an expression', text: 'FROM a:1\nLABEL it=«"MIT OR Apache-2.0"»\n', configuration },
  { name: 'another name', text: 'FROM a:1\nLABEL it=«proprietary»\n', configuration },
  { name: 'an identifier written with an escape', text: 'FROM a:1\nLABEL it=«mi\\t»\n', configuration },
  { name: 'a label of another type', text: 'FROM a:1\nLABEL other="\\ "\n', configuration },
  { name: 'a label without a schema', text: 'FROM a:1\nLABEL it="?"\n' },
  { name: 'a label that ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL it="?"\n', configuration },
]);
