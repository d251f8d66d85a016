import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { owner: 'text', site: 'url' } } as const;

ruleCases('DL3051', [
  { name: 'labels with values', text: 'FROM a:1\nLABEL owner=me site=$SITE\n', configuration },
  { name: 'another label', text: 'FROM a:1\nLABEL x=""\n', configuration },
  { name: 'labels without a schema', text: 'FROM a:1\nLABEL owner=""\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL owner=""\n', configuration },
  { name: 'empty labels', text: 'FROM a:1\nLABEL owner=«""» site=«\'\'»\n', configuration },
  { name: 'a label with nothing behind it', text: 'FROM a:1\nLABEL «owner=» x=1\n', configuration },
]);
