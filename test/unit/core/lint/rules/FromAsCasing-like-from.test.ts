import { ruleCases } from './cases.ts';

ruleCases('FromAsCasing', [
  { name: 'one case', text: 'FROM a:1 AS b\nfrom a:1 as c\n' },
  { name: 'a FROM in mixed case', text: 'From a:1 as b\n' },
  { name: 'a FROM without a name', text: 'FROM a:1\n' },
  { name: 'as in lower case', text: 'FROM a:1 «as» b\n', fixed: 'FROM a:1 AS b\n' },
  { name: 'as in mixed case', text: 'FROM a:1 \\\n  «As» b\n', fixed: 'FROM a:1 \\\n  AS b\n' },
  { name: 'AS in upper case', text: 'from a:1 «AS» b\n', fixed: 'from a:1 as b\n' },
]);
