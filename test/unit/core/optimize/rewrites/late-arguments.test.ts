import { expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const id = 'late-arguments';
const apt = 'RUN apt-get update && apt-get install -y tini\n';
const label = 'LABEL revision=$GIT_SHA\n';

test('an argument that changes with every build goes to its first use', () => {
  const { text, safe, again } = rewritten(
    id,
    `FROM debian:12\n# of the build\nARG GIT_SHA=none\n${apt}${label}CMD ["ls"]\n`,
  );
  expect(text).toBe(`FROM debian:12\n${apt}# of the build\nARG GIT_SHA=none\n${label}CMD ["ls"]\n`);
  expect(safe).toEqual([true]);
  expect(again).toBe(text);
});

test('two of them that stand together both go', () => {
  const { text, again } = rewritten(
    id,
    `FROM debian:12\nARG GIT_SHA\nARG BUILD_DATE\n${apt}${label}LABEL date=$BUILD_DATE\nCMD ["ls"]\n`,
  );
  expect(text.indexOf('apt-get')).toBeLessThan(text.indexOf('ARG GIT_SHA'));
  expect(text.indexOf('ARG BUILD_DATE')).toBeLessThan(text.indexOf('LABEL date'));
  expect(text.indexOf('apt-get')).toBeLessThan(text.indexOf('ARG BUILD_DATE'));
  expect(again).toBe(text);
});

test('past an install of packages it is to be looked at, and a build stops it', () => {
  const before = 'FROM node:22\nARG VERSION=0\nRUN npm ci\nCOPY . .\nRUN npm run build\nCMD ["node", "a.js"]\n';
  const { text, safe } = rewritten(id, before);
  expect(text).toBe('FROM node:22\nRUN npm ci\nCOPY . .\nARG VERSION=0\nRUN npm run build\nCMD ["node", "a.js"]\n');
  expect(safe).toEqual([false]);
});

test.each([
  ['it is used at once', `FROM debian:12\nARG GIT_SHA\n${label}${apt}`, /comes too early/],
  ['nothing is run before its use', `FROM debian:12\nARG GIT_SHA\nCOPY a /a\n${label}`, /comes too early/],
  ['a script may read it', `FROM debian:12\nARG GIT_SHA\nRUN ./build.sh\n${label}`, /may read GIT_SHA/],
  ['nothing is known to use it', `FROM debian:12\nARG GIT_SHA\n${apt}`, /Nothing that is known/],
  ['its name says nothing', `FROM debian:12\nARG COLOUR\n${apt}LABEL a=$COLOUR\n`, /comes too early/],
  ['its default names another', `FROM debian:12\nARG A=1\nARG VERSION=$A\n${apt}LABEL a=$VERSION\n`, /comes too early/],
])('nothing where %s', (_, before, reason) => {
  const result = rewritten(id, before);
  expect(result.text).toBe(before);
  expect(result.reason).toMatch(reason);
});
