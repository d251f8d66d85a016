import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const id = 'manifests-before-sources';
const node = (commands: string) => `FROM node:22-slim\nWORKDIR /app\n${commands}CMD ["node", "apps/web/main.js"]\n`;
const json = JSON.stringify;

describe('a workspace', () => {
  const before = node('COPY . .\nRUN pnpm install --frozen-lockfile\nRUN pnpm -r build\n');
  const pnpm = {
    'package.json': json({ private: true }),
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    'pnpm-workspace.yaml':
      "packages:\n  # what is shipped\n  - 'apps/*'\n\n  - packages/** # and its parts\n  - '!packages/old'\nonlyBuiltDependencies:\n  - esbuild\n",
    'apps/web/package.json': json({ dependencies: { '@own/money': 'workspace:*' } }),
    'apps/web/main.js': '',
    'packages/money/package.json': json({ name: '@own/money' }),
    'packages/money/test/fixtures/app/package.json': json({ name: 'fixture' }),
    'packages/old/package.json': json({ scripts: { postinstall: 'node setup.js' } }),
    'examples/package.json': '{',
    '.dockerignore': '**/node_modules\n',
  };

  test('has the manifest of each package copied first, to be looked at', () => {
    const { text, proposals, again } = rewritten(id, before, pnpm);
    expect(text).toBe(
      node(
        'COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./\nCOPY apps/web/package.json ./apps/web/\nCOPY packages/money/package.json ./packages/money/\nCOPY packages/money/test/fixtures/app/package.json ./packages/money/test/fixtures/app/\nRUN pnpm install --frozen-lockfile\nCOPY . .\nRUN pnpm -r build\n',
      ),
    );
    expect(proposals.map(({ safe, question }) => [safe, question])).toEqual([
      [false, 'Will a package that is added to the workspace be named here, too?'],
    ]);
    expect(again).toBe(text);
  });

  test('of npm and yarn is named in package.json', () => {
    const files = {
      'package.json': json({ workspaces: ['./packages/*'] }),
      'package-lock.json': json({ lockfileVersion: 3, packages: { '': {} } }),
      'packages/money/package.json': '{}',
      'packages/money/node_modules/left/package.json': '{}',
      '.dockerignore': 'node_modules\n',
    };
    const expected = node(
      'COPY package-lock.json package.json ./\nCOPY packages/money/package.json ./packages/money/\nRUN npm ci\nCOPY . .\n',
    );
    expect(rewritten(id, node('COPY . .\nRUN npm ci\n'), files).text).toBe(expected);
    const inObject = { ...files, 'package.json': json({ workspaces: { packages: ['packages/money'] } }) };
    expect(rewritten(id, node('COPY . .\nRUN npm ci\n'), inObject).text).toBe(expected);
  });

  test.each([
    ['a package runs a script', { 'packages/money/package.json': json({ scripts: { prepare: 'tsc' } }) }, /prepare/],
    [
      'a program of the sources is linked',
      { 'packages/money/package.json': json({ bin: { money: './cli.js' } }), 'packages/money/cli.js': '' },
      /links programs that lie in \/app\/packages\/money/,
    ],
    [
      'a package is copied from files',
      { 'apps/web/package.json': json({ dependencies: { old: 'file:../../vendor/old' } }) },
      /file:/,
    ],
    [
      'a package of the workspace is copied and not linked',
      { 'apps/web/package.json': json({ dependenciesMeta: { '@own/money': { injected: true } } }) },
      /injected/,
    ],
    [
      'patches lie among the sources',
      {
        'pnpm-workspace.yaml': "packages:\n  - 'apps/*'\npatchedDependencies:\n  ms: patches/ms.patch\n",
      },
      /patchedDependencies/,
    ],
    ['the list cannot be read', { 'pnpm-workspace.yaml': 'packages: [apps]\n' }, /Which packages the workspace has/],
    ['a manifest cannot be read', { 'apps/web/package.json': '{' }, /apps\/web\/package.json cannot be read/],
    ['Lerna is asked', { 'lerna.json': '{}' }, /Lerna/],
    [
      'there are very many',
      Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`packages/p${at}/package.json`, '{}'])),
      /too many/,
    ],
  ])('stays as it is where %s', (_, files, reason) => {
    const result = rewritten(id, before, { ...pnpm, ...files });
    expect(result.text).toBe(before);
    expect(result.reason).toMatch(reason);
  });
});

describe('a gem among the sources', () => {
  const text = 'FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nRUN bundle install\nRUN bundle exec rake\nCMD ["rake"]\n';
  const files = {
    Gemfile: "gem 'money', path: 'gems/money'\ngem 'rack'\n",
    'Gemfile.lock':
      'GEM\n  specs:\n    rack (3.0)\n    money (1)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  money!\n  rack\n',
    'gems/money/money.gemspec': "Gem::Specification.new { |s| s.files = Dir['lib/**/*'] }\n",
    'gems/money/lib/money.rb': '',
    'lib/app.rb': '',
  };

  test('is copied as a whole before it is installed', () => {
    const { text: after, safe, again } = rewritten(id, text, files);
    expect(after).toBe(
      text.replace(
        'COPY . .\nRUN bundle install\n',
        'COPY Gemfile Gemfile.lock ./\nCOPY gems/money ./gems/money/\nRUN bundle install\nCOPY . .\n',
      ),
    );
    expect(safe).toEqual([true]);
    expect(again).toBe(after);
  });

  test.each([
    ['it lies outside', { Gemfile: "gem 'money', path: '../money'\n" }, /\.\.\/money/],
    ['it is the application itself', { Gemfile: "gem 'money', path: '.'\n" }, /path: '\.'/],
    ['its path is computed', { Gemfile: 'gem \'money\', path: "#{dir}/money"\n' }, /dir/],
    ['its gemspec is missing', { Gemfile: "gem 'money', path: 'gems/other'\n" }, /No gemspec/],
    ['its gemspec reads beyond it', { 'gems/money/money.gemspec': "File.read('../../VERSION')\n" }, /reads beyond/],
  ])('makes it stay as it is where %s', (_, more, reason) => {
    const result = rewritten(id, text, { ...files, ...more });
    expect(result.text).toBe(text);
    expect(result.reason).toMatch(reason);
  });
});
