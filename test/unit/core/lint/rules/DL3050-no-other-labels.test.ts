import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { owner: 'text' }, strictLabels: true } as const;

ruleCases('DL3050', [
  {
    name: 'other labels where they are allowed',
    text: 'FROM a:1\nLABEL x=1\n',
    configuration: { labelSchema: { a: 'text' } },
  },
  { name: 'labels of the schema', text: 'FROM a:1\nLABEL owner=me\n', configuration },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL x=1\n', configuration },
  { name: 'another label', text: 'FROM a:1\nLABEL owner=me «x»=1\nLABEL «y» z\n', configuration },
  { name: 'several others as one', text: 'FROM a:1\nLABEL «x»=1 y=2\n', configuration },
  {
    name: 'any label where there is no schema',
    text: 'FROM a:1\nLABEL «owner»=me\n',
    configuration: { strictLabels: true },
  },
]);
