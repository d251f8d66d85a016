import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const dependencies = { express: '^5.0.0' };
const devDependencies = { vitest: '^3.0.0' };
const files = {
  'package.json': JSON.stringify({ dependencies, devDependencies, scripts: { start: 'node server.js' } }),
  'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': { dependencies, devDependencies } } }),
  'server.js': "const express = require('express');\n",
};
const node = (command: string, more = '') =>
  `FROM node:22-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN ${command}\nCOPY . .\n${more}CMD ["npm", "start"]\n`;

describe('npm-ci', () => {
  test.each([
    ['npm install', 'npm ci'],
    ['npm i --omit=dev --no-audit', 'npm ci --omit=dev --no-audit'],
    ['npm --loglevel=error install', 'npm --loglevel=error ci'],
  ])('%s takes what the lock file says', (before, after) => {
    const { text, safe, again } = rewritten('npm-ci', node(before), files);
    expect(text).toBe(node(after));
    expect(safe).toEqual([true]);
    expect(again).toBe(text);
  });

  test.each([
    ['of npm 6', { 'package-lock.json': JSON.stringify({ lockfileVersion: 1, dependencies: {} }) }],
    ['of a workspace', { 'package.json': JSON.stringify({ workspaces: ['a'] }) }],
  ])('a lock file %s is to be looked at', (_, other) => {
    const result = rewritten('npm-ci', node('npm install'), { ...files, ...other });
    expect(result.safe).toEqual([false]);
    expect(result.proposals[0]?.question).toMatch(/in sync/);
  });

  test.each([
    ['of other ranges', { dependencies: { express: '^4.0.0' }, devDependencies }],
    ['that lacks a package', { dependencies }],
  ])('nothing with a lock file %s: npm ci would end with an error', (_, root) => {
    const lock = JSON.stringify({ packages: { '': root } });
    expect(rewritten('npm-ci', node('npm install'), { ...files, 'package-lock.json': lock }).reason).toMatch(
      /not in sync/,
    );
  });

  test.each([
    ['a package is named', node('npm install left-pad'), files, /left-pad/],
    ['it goes without the lock file', node('npm install --no-package-lock'), files, /--no-package-lock/],
    ['there is no lock file', node('npm install'), { 'package.json': '{}' }, /no lock file/],
    ['the lock file comes later', node('npm install').replace('package*.json', 'package.json'), files, /no lock file/],
    ['npm is too old', node('npm install').replace('22', '8'), files, /may not know/],
    [
      'npm 6 would look for more in the lock file',
      node('npm install').replace('22', '14'),
      files,
      /cannot read the lock/,
    ],
  ])('nothing where %s', (_, before, context, reason) => {
    const result = rewritten('npm-ci', before, context);
    expect(result.text).toBe(before);
    expect(result.reason).toMatch(reason);
  });

  test('nothing where the context is not known', () => {
    expect(rewritten('npm-ci', node('npm install')).reason).toMatch(/context is not known/);
  });
});

describe('npm-ci-omit-dev', () => {
  const id = 'npm-ci-omit-dev';

  test('leaves out what only a developer needs, to be looked at', () => {
    const { text, safe, again } = rewritten(id, node('npm ci'), files);
    expect(text).toBe(node('npm ci --omit=dev'));
    expect(safe).toEqual([false]);
    expect(again).toBe(text);
  });

  const other = (command: string) =>
    node(command).replace('package*.json ./', '. .').replace('npm", "start', 'node", "server.js');
  const berry = {
    ...files,
    'package.json': JSON.stringify({ dependencies, devDependencies, packageManager: 'yarn@4.9.1' }),
    '.yarnrc.yml': 'nodeLinker: node-modules\n',
  };

  test.each([
    ['pnpm', 'npm i -g pnpm@9 && pnpm install --frozen-lockfile', 'install --prod --frozen-lockfile', files],
    ['Yarn 1', 'yarn --frozen-lockfile', 'yarn --frozen-lockfile --production', files],
    ['Yarn 1 by its verb', 'yarn install --frozen-lockfile', 'yarn install --production --frozen-lockfile', files],
    [
      'Yarn 4',
      'corepack enable && yarn install --immutable',
      'yarn install --immutable && yarn workspaces focus --production',
      berry,
    ],
  ])('is known of %s', (_, command, part, context) => {
    const { text, again, reason } = rewritten(id, other(command), context);
    expect(reason).toBeUndefined();
    expect(text).toContain(part);
    expect(again).toBe(text);
  });

  test.each([
    ['an option of Node loads one', 'CMD ["node", "--import", "vitest/suite", "server.js"]'],
    ['NODE_OPTIONS loads one', 'ENV NODE_OPTIONS="--import=vitest"\nCMD ["node", "server.js"]'],
  ])('nothing where %s', (_, start) => {
    const before = node('npm ci').replace('CMD ["npm", "start"]', start);
    expect(rewritten(id, before, files).reason).toMatch(/vitest is loaded at the start/);
  });

  test.each([
    ['something is built', node('npm ci', 'RUN npm run build\n'), files, /may need them: npm/],
    ['they are left out', node('npm ci --omit=dev'), files, /not installed/],
    ['a source asks for one', node('npm ci'), { ...files, 'server.js': "require('vitest');\n" }, /vitest/],
    [
      'a script runs on install',
      node('npm ci'),
      { ...files, 'package.json': '{"scripts":{"prepare":"tsc"}}' },
      /prepare/,
    ],
    [
      'there are none',
      node('npm ci'),
      { ...files, 'package.json': '{"scripts":{"start":"node server.js"}}' },
      /none for development/,
    ],
  ])('nothing where %s', (_, before, context, reason) => {
    const result = rewritten(id, before, context);
    expect(result.text).toBe(before);
    expect(result.reason).toMatch(reason);
  });
});
