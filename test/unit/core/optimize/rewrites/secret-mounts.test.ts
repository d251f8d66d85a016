import { expect, test } from 'vitest';
import { optimize } from '../../../../../src/core/optimize/optimize.ts';
import { rewritten } from '../rewritten.ts';

const id = 'secret-mounts';
const install = 'RUN npm config set //npm.example.com/:_authToken $NPM_TOKEN && npm ci\n';
const rest = 'COPY . .\nCMD ["node", "server.js"]\n';

test('a secret is mounted, in quotes, where it is used, and no argument any more', () => {
  const { text, proposals, again } = rewritten(
    id,
    `FROM node:22\nWORKDIR /app\nARG NPM_TOKEN\nCOPY package*.json ./\n${install}${rest}`,
  );
  expect(text).toBe(
    `FROM node:22\nWORKDIR /app\nCOPY package*.json ./\nRUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN \\\n    npm config set //npm.example.com/:_authToken "$NPM_TOKEN" && npm ci\n${rest}`,
  );
  expect(proposals).toMatchObject([{ safe: false, question: expect.stringMatching(/--secret id=NPM_TOKEN,env=/) }]);
  expect(again).toBe(text);
});

test('other variables keep the quotes that they have or have not', () => {
  const run = (token: string) => `flags="$(cat flags)" && curl $flags -H ${token} https://npm.example.com\n`;
  const { text } = rewritten(id, `FROM node:22\nARG NPM_TOKEN\nRUN ${run('$NPM_TOKEN')}`);
  expect(text).toContain(`    ${run('"$NPM_TOKEN"')}`);
});

test('what may read it unseen has it too: a script of the project, and an install that reads .npmrc', () => {
  const { text } = rewritten(
    id,
    'FROM node:22\nARG NPM_TOKEN\nRUN apt-get update\nCOPY . .\nRUN npm ci\nRUN ["./build.sh"]\nCMD ["node", "a.js"]\n',
  );
  expect(text).toContain('RUN apt-get update\n');
  expect(text).toContain('RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN \\\n    npm ci\n');
  expect(text).toContain('RUN --mount=type=secret,id=NPM_TOKEN,env=NPM_TOKEN ["./build.sh"]\n');
});

test('it is done where somebody names it alone', () => {
  const { declined } = optimize(`FROM node:22\nARG NPM_TOKEN\n${install}${rest}`);
  expect(declined.find((each) => each.id === id)?.reason).toMatch(/^It is done on request alone\./);
});

test.each([
  ['its value is in the file', `FROM node:22\nARG NPM_TOKEN=abc\n${install}`, /whoever has read it has the secret/],
  [
    'the image keeps it',
    `FROM node:22\nARG NPM_TOKEN\nENV NPM_TOKEN=$NPM_TOKEN\n${install}`,
    /Line 3 writes NPM_TOKEN/,
  ],
  ['a file keeps it', `FROM node:22\nARG A_TOKEN\nCOPY <<EOF /a\n$A_TOKEN\nEOF\nRUN make\n`, /Line 3 writes A_TOKEN/],
  ['it comes from before FROM', `ARG NPM_TOKEN\nFROM node:22\nARG NPM_TOKEN\n${install}`, /declared before FROM too/],
  [
    'another stage has it',
    `FROM node:22 AS a\nARG A_KEY\nRUN make\nFROM a\nRUN echo $A_KEY\n`,
    /Line 5, in another stage/,
  ],
  ['nothing reads it', 'FROM node:22\nARG NPM_TOKEN\nRUN apt-get update\n', /Nothing that may read NPM_TOKEN/],
  [
    'it is mounted already',
    `FROM a:1\nARG A_KEY\nRUN --mount=type=secret,id=A_KEY make\n`,
    /has a mount of A_KEY already/,
  ],
  [
    'the builder is too old',
    `# syntax=docker/dockerfile:1.4\nFROM a:1\nARG A_KEY\nRUN make\n`,
    /dockerfile:1\.10 does/,
  ],
  ['no name is that of a secret', 'FROM node:22\nARG COLOUR\nRUN make\n', /No argument has the name of a secret/],
])('nothing where %s', (_, before, reason) => {
  const result = rewritten(id, before);
  expect(result.text).toBe(before);
  expect(result.reason).toMatch(reason);
});
