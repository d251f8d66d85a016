import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { documentationUrl } from '../../../../../src/core/lint/documentation.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import { shellRules } from '../../../../../src/core/lint/shell/index.ts';

const root = path.join(import.meta.dirname, '../../../../..');

test('the list of rules names every file of the folder, in its order, once', () => {
  const files = readdirSync(path.join(root, 'src/core/lint/shell')).filter((file) =>
    /^SC\d+-[a-z0-9-]+\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(0);
  const apart = shellRules.map(({ code }) => code).filter((code) => !code.startsWith('SC3'));
  expect(apart).toEqual(files.map((file) => file.split('-')[0]));
});

test('every rule has its cases', () => {
  const cases = readdirSync(import.meta.dirname)
    .map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'))
    .join('\n');
  for (const { code } of shellRules) expect(cases).toContain(`ruleCases('${code}', [`);
});

test('there is no page without a rule', () => {
  const pages = readdirSync(path.join(root, 'docs/rules')).filter((file) => file.startsWith('SC'));
  expect(pages).toEqual(shellRules.map(({ code }) => `${code}.md`));
});

test('a finding links to the page that those who know shells know', () => {
  expect(documentationUrl('SC2086')).toBe('https://www.shellcheck.net/wiki/SC2086');
});

describe.each([...shellRules])('the page of $code', ({ code, severity }) => {
  const page = readFileSync(path.join(root, `docs/rules/${code}.md`), 'utf8');
  const example = (title: string) =>
    new RegExp(`## ${title}\\n\`\`\`dockerfile\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';
  const codes = (text: string) => lint(parseDockerfile(text)).map((finding) => finding.code);

  test('says what, why, how to silence it and the severity', () => {
    for (const section of ['What', 'Why', 'Fix', 'How to silence it']) expect(page).toContain(`## ${section}\n`);
    expect(page).toContain(`Severity: ${severity}\n`);
  });

  test('has a bad example that the rule finds and a good one in which no script has a fault', () => {
    expect(codes(example('Bad'))).toContain(code);
    expect(example('Good')).toContain('FROM ');
    expect(codes(example('Good')).filter((other) => other.startsWith('SC'))).toEqual([]);
  });
});
