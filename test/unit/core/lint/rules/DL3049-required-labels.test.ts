import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { configurationFrom } from '../../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import { requiredLabels } from '../../../../../src/core/lint/rules/DL3049-required-labels.ts';
import { ruleCases } from './cases.ts';

const configuration = { labelSchema: { owner: 'text' } } as const;

ruleCases('DL3049', [
  { name: 'a stage without a schema', text: 'FROM a:1\n' },
  { name: 'a stage with the label', text: 'FROM a:1\nLABEL x=1 "owner"=me\n', configuration },
  { name: 'a stage without it', text: 'FROM «a:1»\nLABEL Owner=me\n', configuration },
  { name: 'a label that ONBUILD puts off', text: 'FROM «a:1»\nONBUILD LABEL owner=me\n', configuration },
  { name: 'a label before the stage', text: 'LABEL owner=me\nFROM «a:1»\n', configuration },
  {
    name: 'a stage built on one with the label',
    text: 'FROM a:1 AS b\nLABEL owner=me\nFROM b AS c\nFROM c\n',
    configuration,
  },
  {
    name: 'a stage that files are copied from',
    text: 'FROM a:1 AS b\nFROM a:2\nCOPY --from=b /x /x\nLABEL owner=me\n',
    configuration,
  },
  {
    name: 'a stage that files are copied from by its number',
    text: 'FROM «a:1»\nFROM a:2\nCOPY --from=0 /x /x\nLABEL owner=me\n',
    configuration,
  },
  { name: 'a stage below one with the label', text: 'FROM a:1 AS b\nFROM b\nLABEL owner=me\n', configuration },
  {
    name: 'a stage below one with the label and a name',
    text: 'FROM «a:1» AS b\nFROM b AS c\nLABEL owner=me\n',
    configuration,
  },
  { name: 'another stage of the same name', text: 'FROM a:1 AS b\nFROM a:2 AS b\nLABEL owner=me\n', configuration },
  { name: 'two stages on one image', text: 'FROM «a:1»\nFROM a:1\nLABEL owner=me\nFROM «a:1»\n', configuration },
  {
    name: 'a stage built on one of which files are copied',
    text: 'FROM a:1 AS b\nFROM «a:2»\nCOPY --from=b /x /x\nFROM «b»\n',
    configuration,
  },
]);

test('each label that is missing is a finding of its own', () => {
  const findings = lint(parseDockerfile('FROM a:1\nLABEL b=1\n'), {
    rules: [requiredLabels],
    configuration: configurationFrom({ labelSchema: { a: 'text', b: 'text', c: 'url' } }),
  });
  expect(findings.map(({ message }) => message)).toEqual([
    'Set the label `a` in this stage: the configuration requires it',
    'Set the label `c` in this stage: the configuration requires it',
  ]);
});
