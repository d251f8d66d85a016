import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { it: 'rfc3339', also: 'rfc3339' } } as const;

ruleCases('DL3053', [
  {
    name: 'a time',
    text: 'FROM a:1\nLABEL it=2024-05-01T12:30:00Z also="2024-05-01t12:30:00.123+02:00"\n',
    configuration,
  },
  { name: 'a leap day and a leap second', text: 'FROM a:1\nLABEL it=2024-02-29T23:59:60Z\n', configuration },
  { name: 'blanks around it', text: 'FROM a:1\nLABEL it=" 2024-05-01T12:30:00Z "\n', configuration },
  {
    name: 'a blank between date and time',
    text: 'FROM a:1\nLABEL it=«"2024-05-01 12:30:00Z"»\n',
    fixed: 'FROM a:1\nLABEL it="2024-05-01T12:30:00Z"\n',
    configuration,
  },
  { name: 'a date', text: 'FROM a:1\nLABEL it=«2024-05-01»\n', configuration },
  { name: 'a time without a zone', text: 'FROM a:1\nLABEL it=«"2024-05-01 12:30:00"»\n', configuration },
  {
    name: 'a day that there is not',
    text: 'FROM a:1\nLABEL it=«2023-02-29T12:30:00Z» also=«2024-13-01T12:30:00Z»\n',
    configuration,
  },
  { name: 'an hour that there is not', text: 'FROM a:1\nLABEL it=«2024-05-01T24:00:00Z»\n', configuration },
  { name: 'a variable', text: 'FROM a:1\nLABEL it=«$BUILT»\n', configuration },
  { name: 'a label of another type', text: 'FROM a:1\nLABEL other="\\ "\n', configuration },
  { name: 'a label without a schema', text: 'FROM a:1\nLABEL it="?"\n' },
  { name: 'a label that ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL it="?"\n', configuration },
]);
