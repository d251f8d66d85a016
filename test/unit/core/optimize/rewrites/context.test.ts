import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const text = 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n';
const files = {
  'server.js': '',
  'package.json': '{}',
  '.git': '',
  'node_modules/a/index.js': '',
  '.env': 'A=1',
  'x.log': '',
};

describe('dockerignore', () => {
  test('what the build does not need is left out; what may be read is a proposal of its own', () => {
    const { files: written, text: after, safe } = rewritten('dockerignore', text, files);
    expect(after).toBe(text);
    expect(safe).toEqual([true, false]);
    expect(written).toEqual([
      { path: '.dockerignore', proposal: 'dockerignore', text: '.git\n**/node_modules\n.env\n**/*.log\n' },
    ]);
  });

  test('lines that are there stay, and what they leave out is not named again', () => {
    const { files: written } = rewritten('dockerignore', text, { ...files, '.dockerignore': '# ours\n.git\n*.log' });
    expect(written[0]?.text).toBe('# ours\n.git\n*.log\n**/node_modules\n.env\n');
  });

  test('the file that goes with the Dockerfile is the one that is completed', () => {
    const { files: written } = rewritten('dockerignore', text, { ...files, 'Dockerfile.dockerignore': '.git\n' });
    expect(written[0]?.path).toBe('Dockerfile.dockerignore');
  });

  test.each([
    ['.git', 'RUN git describe > version\n', /\.git/],
    ['node_modules', 'COPY node_modules ./node_modules\n', /node_modules/],
  ])('%s stays where something asks for it', (_, line, pattern) => {
    const { files: written } = rewritten('dockerignore', text.replace('CMD', `${line}CMD`), files);
    expect(written[0]?.text).not.toMatch(pattern);
  });

  test.each([
    ['a framework does not start without it', { 'composer.json': '{"require":{"symfony/runtime":"7.*"}}' }],
    ['a bundler puts it into the site', { 'package.json': '{"devDependencies":{"vite":"^6"}}' }],
  ])('.env stays where %s', (_, manifest) => {
    const { files: written } = rewritten('dockerignore', text, { ...files, ...manifest });
    expect(written[0]?.text).toBe('.git\n**/node_modules\n**/*.log\n');
  });

  test('node_modules stays where nothing installs it', () => {
    const { files: written } = rewritten('dockerignore', text.replace('RUN npm ci --omit=dev\n', ''), files);
    expect(written[0]?.text).not.toMatch(/node_modules/);
  });

  test.each([
    ['the build context is not known', text, undefined, /not known/],
    ['single files are copied', text.replace('COPY . .', 'COPY server.js ./'), files, /whole folder/],
    ['there is nothing to leave out', text, { 'server.js': '' }, /left out already/],
  ])('nothing where %s', (_, dockerfile, known, reason) => {
    expect(rewritten('dockerignore', dockerfile, known).reason).toMatch(reason);
  });
});

describe('nonroot-user', () => {
  const exposed = 'FROM node:22-slim\nEXPOSE 3000\nCMD ["node", "server.js"]\n';

  test('on request, a user with a number is named before what starts', () => {
    const { text: after, safe, again } = rewritten('nonroot-user', exposed);
    expect(after).toBe('FROM node:22-slim\nEXPOSE 3000\nUSER 1000:1000\nCMD ["node", "server.js"]\n');
    expect(safe).toEqual([false]);
    expect(again).toBe(after);
  });

  test.each([
    ['a port below 1024 is opened', exposed.replace('3000', '80'), /only root may open/],
    ['a user is named', exposed.replace('EXPOSE 3000', 'USER node'), /named already/],
    ['nothing is started', 'FROM node:22-slim\n', /starts nothing/],
  ])('nothing where %s', (_, dockerfile, reason) => {
    expect(rewritten('nonroot-user', dockerfile).reason).toMatch(reason);
  });
});

describe('unused-stages-removed', () => {
  const two =
    'FROM golang:1.24 AS tools\nRUN true\n\nFROM debian:12-slim AS build\nRUN true\n\n# What runs.\nFROM debian:12-slim\n';

  test('on request, what nothing needs is gone, and its neighbours stay as they were', () => {
    const { text: after } = rewritten('unused-stages-removed', `${two}COPY --from=build /a /a\n`);
    expect(after).toBe(
      'FROM debian:12-slim AS build\nRUN true\n\n# What runs.\nFROM debian:12-slim\nCOPY --from=build /a /a\n',
    );
  });

  test.each([
    ['stages go by numbers', `${two}COPY --from=1 /a /a\n`, /by their numbers/],
    ['a mount needs it', `${two}COPY --from=build /a /a\nRUN --mount=type=bind,from=tools true\n`, /needs every other/],
    ['a variable names one', `ARG S=tools\n${two}COPY --from=$S /a /a\n`, /by a variable/],
    ['there is but one', 'FROM debian:12-slim\n', /one stage/],
  ])('nothing where %s', (_, dockerfile, reason) => {
    expect(rewritten('unused-stages-removed', dockerfile).reason).toMatch(reason);
  });
});
