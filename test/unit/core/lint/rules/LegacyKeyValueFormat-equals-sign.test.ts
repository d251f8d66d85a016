import { ruleCases } from './cases.ts';

ruleCases('LegacyKeyValueFormat', [
  { name: 'pairs', text: 'FROM a:1\nENV A=b C="d e"\nLABEL f=g\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD ENV A b\n' },
  { name: 'a value', text: 'FROM a:1\nENV «A b»\n', fixed: 'FROM a:1\nENV A=b\n' },
  { name: 'a value with an equals sign', text: 'FROM a:1\nENV «A\t b=$c»\n', fixed: 'FROM a:1\nENV A=b=$c\n' },
  { name: 'a value with blanks', text: 'FROM a:1\nLABEL «a.b c  d»\n', fixed: 'FROM a:1\nLABEL a.b="c  d"\n' },
  { name: 'a value in quotes', text: 'FROM a:1\nENV «A "b c"\'d e\'»\n', fixed: 'FROM a:1\nENV A="b c"\'d e\'\n' },
  { name: 'a value of several lines', text: 'FROM a:1\nENV «A b \\\n  # c\n  d»\n' },
  { name: 'quotes among blanks', text: 'FROM a:1\nENV «A b "c d"»\n' },
  { name: 'an escape', text: 'FROM a:1\nENV «A b\\"c»\n' },
]);
