import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { it: 'url', also: 'url' } } as const;

ruleCases('DL3052', [
  {
    name: 'a URL',
    text: 'FROM a:1\nLABEL it=https://example.com/a?b=c#d also="mailto:ann@example.com"\n',
    configuration,
  },
  {
    name: 'a URL with an address',
    text: 'FROM a:1\nLABEL it=http://[fe80::1%25eth0]:8080/ also=http://10.0.0.1/\n',
    configuration,
  },
  { name: 'a word', text: 'FROM a:1\nLABEL it=«docs»\n', configuration },
  {
    name: 'the name of a host',
    text: 'FROM a:1\nLABEL it=«"www.example.com/docs"»\n',
    fixed: 'FROM a:1\nLABEL it="https://www.example.com/docs"\n',
    safety: 'review',
    configuration,
  },
  { name: 'a path, in the old form', text: 'FROM a:1\nLABEL it «/docs»\n', configuration },
  { name: 'a number that only looks like a host', text: 'FROM a:1\nLABEL it=«1.4.0»\n', configuration },
  { name: 'a broken address', text: 'FROM a:1\nLABEL it=«http://[::1»\n', configuration },
  { name: 'a variable', text: 'FROM a:1\nLABEL it=«${URL}»\n', configuration },
  { name: 'nothing', text: 'FROM a:1\nLABEL it=«""»\n', configuration },
  { name: 'nothing at all', text: 'FROM a:1\nLABEL «it=»\n', configuration },
  { name: 'a broken escape', text: 'FROM a:1\nLABEL it=«https://example.com/%2»\n', configuration },
  {
    name: 'labels beside each other',
    text: "FROM a:1\nLABEL it=«a.example.com» \\\r\n  # note\r\n  also=«'b.example.com'»\n",
    fixed: "FROM a:1\nLABEL it=https://a.example.com \\\r\n  # note\r\n  also='https://b.example.com'\n",
    safety: 'review',
    configuration,
  },
  { name: 'a label of another type', text: 'FROM a:1\nLABEL other="\\ "\n', configuration },
  { name: 'a label without a schema', text: 'FROM a:1\nLABEL it="?"\n' },
  { name: 'a label that ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL it="?"\n', configuration },
]);
