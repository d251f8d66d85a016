import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { ruleTable } from '../../../../scripts/rule-table.ts';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { type ServiceSpec, serviceSpecSchema } from '../../../../src/core/fargate/spec.ts';
import { configurationFrom } from '../../../../src/core/lint/configuration.ts';
import { decodeConfigurationFile } from '../../../../src/core/lint/configuration-file.ts';
import { documentationUrl } from '../../../../src/core/lint/documentation.ts';
import { allRules, lint } from '../../../../src/core/lint/engine.ts';
import { rules } from '../../../../src/core/lint/rules/index.ts';
import { rulesBesideTwinsOf } from './rules/cases.ts';

const root = path.join(import.meta.dirname, '../../../..');
const rulesFolder = path.join(root, 'src/core/lint/rules');
const testsFolder = path.join(import.meta.dirname, 'rules');

test('the list of rules names every file of the folder, in its order, once', () => {
  const files = readdirSync(rulesFolder).filter((file) => /^[A-Z][A-Za-z0-9]+-[a-z0-9-]+\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(0);
  expect(rules.map(({ code }) => code)).toEqual(files.map((file) => file.split('-')[0]));
});

test('every rule has its cases under the name of its file', () => {
  const files = readdirSync(rulesFolder).filter((file) => /^[A-Z][A-Za-z0-9]+-/.test(file));
  const cases = readdirSync(testsFolder);
  for (const file of files) expect(cases).toContain(file.replace(/\.ts$/, '.test.ts'));
});

test('there is no page without a rule', () => {
  const files = readdirSync(path.join(root, 'docs/rules')).filter((file) => file !== 'README.md');
  const pages = files.map((file) => file.replace(/\.md$/, ''));
  expect(pages.filter((page) => page !== 'DL1000' && !page.startsWith('SC')).sort()).toEqual(
    rules.map(({ code }) => code).sort(),
  );
});

test('the table of the rules is what they say', () => {
  expect(readFileSync(path.join(root, 'docs/rules/README.md'), 'utf8')).toBe(ruleTable());
  expect(allRules.filter(({ fix }) => typeof fix === 'string').length).toBeGreaterThan(40);
});

test('a check of BuildKit links to the page that Docker has of it', () => {
  expect(documentationUrl('JSONArgsRecommended')).toBe(
    'https://docs.docker.com/go/dockerfile/rule/json-args-recommended/',
  );
  expect(documentationUrl('UndefinedArgInFrom')).toBe(
    'https://docs.docker.com/go/dockerfile/rule/undefined-arg-in-from/',
  );
});

test('a finding links to the page of its rule', () => {
  expect(documentationUrl('DL3006')).toBe('https://github.com/quayside/quayside/blob/main/docs/rules/DL3006.md');
});

describe.each(['DL1000', ...rules.map(({ code }) => code)])('the page of %s', (code) => {
  const page = readFileSync(path.join(root, `docs/rules/${code}.md`), 'utf8');
  const example = (title: string) =>
    new RegExp(`## ${title}\\n\`\`\`dockerfile\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';
  // A rule that says nothing by default shows in its page the configuration that makes it speak.
  const settings = /## Configuration\n.*?```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  const ignoreFile = /```dockerignore\n(.*?)```/s.exec(page)?.[1];
  const service = serviceIn(/## The service\n.*?```yaml\n(.*?)```/s.exec(page)?.[1]);
  const configuration = configurationFrom(decodeConfigurationFile(settings).layer);
  const codes = (text: string) =>
    lint(parseDockerfile(text), { configuration, rules: rulesBesideTwinsOf(code), ignoreFile, service }).map(
      (finding) => finding.code,
    );

  test('says what, why and how to silence it', () => {
    for (const section of ['What', 'Why', 'Fix', 'How to silence it']) expect(page).toContain(`## ${section}\n`);
  });

  test('names the severity that the rule has', () => {
    const severity = rules.find((rule) => rule.code === code)?.severity ?? 'error';
    expect(page).toContain(`Severity: ${severity}\n`);
  });

  test('has a bad example that the rule finds and a good one that nothing is said of', () => {
    expect(codes(example('Bad'))).toContain(code);
    expect(example('Good')).toContain('FROM ');
    expect(codes(example('Good'))).not.toContain(code);
  });
});

/** What a page says of the service, for the rules that look at it. */
function serviceIn(text: string | undefined): ServiceSpec | undefined {
  return text === undefined ? undefined : serviceSpecSchema.parse(parseYaml(text));
}
