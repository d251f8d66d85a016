import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import { validLabelName } from '../../../../../src/core/lint/rules/DL3048-valid-label-name.ts';
import { ruleCases } from './cases.ts';

ruleCases('DL3048', [
  { name: 'valid names', text: 'FROM a:1\nLABEL a=1 a1.b-c_d/e=2 "quoted"=3\nLABEL com.dockerish.x=4\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD LABEL A=1\n' },
  {
    name: 'capitals',
    text: 'FROM a:1\nLABEL «Version»=1\n',
    fixed: 'FROM a:1\nLABEL version=1\n',
    safety: 'review',
  },
  {
    name: 'capitals in the old form, in quotes',
    text: 'FROM a:1\nlabel «"Some.Name"» the value\n',
    fixed: 'FROM a:1\nlabel "some.name" the value\n',
    safety: 'review',
  },
  { name: 'a digit first', text: 'FROM a:1\nLABEL «1a»=1\n' },
  { name: 'a dot last', text: 'FROM a:1\nLABEL «a.»=1\n' },
  { name: 'two dots', text: 'FROM a:1\nLABEL «a..b»=1\n' },
  { name: 'two hyphens', text: 'FROM a:1\nLABEL «a--b»=1\n' },
  { name: 'a blank', text: "FROM a:1\nLABEL «'a b'»=1\n" },
  { name: 'a variable', text: 'FROM a:1\nLABEL «$a»=1\n' },
  { name: 'a namespace of Docker', text: 'FROM a:1\nLABEL «io.docker.x»=1\n' },
  { name: 'a name that is taken in lower case', text: 'FROM a:1\nLABEL a=1 «A»=2\n' },
  {
    name: 'a name whose value would not be allowed in lower case',
    text: 'FROM a:1\nLABEL «Version»=x\n',
    configuration: { labelSchema: { version: 'semver' } },
  },
  {
    name: 'a name that is required in lower case',
    text: 'FROM a:1\nLABEL «Version»=1.4.0\n',
    fixed: 'FROM a:1\nLABEL version=1.4.0\n',
    safety: 'review',
    configuration: { labelSchema: { version: 'semver' } },
  },
]);

test('several names of one LABEL are one finding, which mends all of them', () => {
  const [finding, ...others] = lint(parseDockerfile('FROM a:1\nLABEL A=1 b=2 C=3\n'), { rules: [validLabelName] });
  expect(others).toEqual([]);
  expect(finding?.related?.map(({ range }) => range)).toEqual([{ start: 23, end: 24 }]);
  expect(finding?.fix?.edits.map(({ newText }) => newText)).toEqual(['a', 'c']);
});
