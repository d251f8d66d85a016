import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { canBeShownElsewhere, type OtherFinding, shownElsewhere } from '../../../../src/core/lint/overlap.ts';

const text = ['FROM a:1 as build', 'MAINTAINER me', 'WORKDIR srv', 'CMD one', 'CMD two', ''].join('\n');

/** `code of the tool that shows it`, for what is shown elsewhere. */
function told(others: readonly OtherFinding[], of = text): string[] {
  const dockerfile = parseDockerfile(of);
  const elsewhere = shownElsewhere(dockerfile, others);
  return lint(dockerfile).flatMap((finding) => {
    const tool = elsewhere(finding);
    return tool ? [`${finding.code} ${tool}`] : [];
  });
}

const check = (code: string, ...lines: string[]) => ({ source: 'docker-language-server', code, lines });
const code = (code: number, ...lines: string[]) => ({ source: 'dockerfile-utils', code, lines });

test('nothing is shown elsewhere where nobody shows anything', () => {
  expect(told([])).toEqual([]);
});

test('a check of BuildKit says what the rule of its name says, and what that rule’s twin says', () => {
  expect(told([check('FromAsCasing', 'FROM a:1 as build')])).toEqual(['FromAsCasing docker-language-server']);
  expect(told([check('MaintainerDeprecated', 'MAINTAINER me')])).toEqual(['DL4000 docker-language-server']);
  expect(told([check('WorkdirRelativePath', 'WORKDIR srv')])).toEqual(['DL3000 docker-language-server']);
});

test('codes of dockerfile-utils are numbers', () => {
  expect(told([code(45, 'MAINTAINER me'), code(50, 'WORKDIR srv')])).toEqual([
    'DL4000 dockerfile-utils',
    'DL3000 dockerfile-utils',
  ]);
});

test('where one of two places is meant, either of them counts', () => {
  for (const line of ['CMD one', 'CMD two'])
    expect(told([check('MultipleInstructionsDisallowed', line)])).toEqual(['DL4003 docker-language-server']);
});

test('only the same place counts: another line may be shown by nobody else', () => {
  const others = [check('JSONArgsRecommended', 'CMD one')];
  expect(told(others)).toEqual(['DL3025 docker-language-server']);
  expect(lint(parseDockerfile(text)).filter((finding) => finding.code === 'DL3025')).toHaveLength(2);
});

test('a line that moved is still the same line', () => {
  expect(told([code(45, 'MAINTAINER me')], `# a comment\n\n${text}`)).toEqual(['DL4000 dockerfile-utils']);
});

test('what others call an error of grammar is what the builder refuses', () => {
  expect(told([code(38, 'FRUM a:2')], 'FROM a:1\nFRUM a:2\n')).toEqual(['DL1000 dockerfile-utils']);
});

test.each([
  ['another tool', { source: 'hadolint', code: 'DL4000', lines: ['MAINTAINER me'] }],
  ['a finding without a code', { source: 'docker-language-server', code: undefined, lines: ['MAINTAINER me'] }],
  ['a code that nobody knows', code(4711, 'MAINTAINER me')],
  ['a check without a rule', check('InvalidBaseImagePlatform', 'FROM a:1 as build')],
])('%s says nothing that we say', (_, other) => {
  expect(told([other])).toEqual([]);
});

test('the codes that others can show are known without them, but for what the builder refuses', () => {
  const asked = ['DL4000', 'MaintainerDeprecated', 'StageNameCasing', 'DL3008', 'QS1001', 'SC2086', 'DL1000'];
  expect(asked.filter(canBeShownElsewhere)).toEqual(['DL4000', 'MaintainerDeprecated', 'StageNameCasing']);
});
