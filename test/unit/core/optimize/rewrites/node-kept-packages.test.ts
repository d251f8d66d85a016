import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const json = (value: object) => JSON.stringify(value);
const manifest = {
  scripts: { build: 'tsc', start: 'node dist/server.js' },
  dependencies: { express: '5.0.0', typeorm: '0.3.0' },
  devDependencies: { typescript: '5.8.0', 'ts-node': '10.0.0', 'cross-env': '7.0.3', vite: '5.0.0' },
};
const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["npm", "start"]\n';

function filesOf(start: string, more: object = {}) {
  return {
    'package.json': json({ ...manifest, ...more, scripts: { build: 'tsc', start } }),
    'src/server.ts': "import express from 'express';",
  };
}

describe('packages for development that the start needs', () => {
  test.each([
    ['a wrapper is one of them', 'cross-env NODE_ENV=production node dist/server.js', /cross-env is started/],
    [
      'sources are compiled before',
      'typeorm-ts-node-commonjs migration:run && node dist/server.js',
      /compiles sources/,
    ],
    ['a source is named', 'typeorm migration:run -d src/db.ts && node dist/server.js', /typeorm compiles sources/],
    ['the settings of the build are read', 'vite preview --host', /vite is started|reads the settings/],
  ])('stay where %s', (_, start, reason) => {
    const { text: after, proposals } = rewritten('node-multi-stage', text, filesOf(start));
    expect(after).not.toContain('prune');
    expect(proposals[0]?.question).toMatch(reason);
  });

  test('stay where Next.js would install the compiler to read its settings', () => {
    const more = { dependencies: { next: '15.0.0' }, devDependencies: { typescript: '5.8.0' } };
    const next = { ...filesOf('next start', more), 'next.config.ts': '', 'src/server.ts': '' };
    const { text: after, proposals } = rewritten('node-multi-stage', text, next);
    expect(after).not.toContain('prune');
    expect(proposals[0]?.question).toMatch(/next\.config\.ts, for which it wants TypeScript/);
    const without = { ...filesOf('next start', more), 'next.config.js': '' };
    expect(rewritten('node-multi-stage', text, without).text).toContain('npm prune');
  });

  test('go where the wrapper is a dependency', () => {
    const dependencies = { ...manifest.dependencies, 'cross-env': '7.0.3' };
    const files = filesOf('cross-env NODE_ENV=production node dist/server.js', { dependencies });
    expect(rewritten('node-multi-stage', text, files).text).toContain('npm prune --omit=dev');
  });

  test('go where what compiles is a dependency', () => {
    const dependencies = { ...manifest.dependencies, typescript: '5.8.0', 'ts-node': '10.0.0' };
    const files = filesOf('ts-node src/server.ts', { dependencies, devDependencies: { vite: '5.0.0' } });
    expect(rewritten('node-multi-stage', text, files).text).toContain('npm prune --omit=dev');
  });
});

describe('packages for development', () => {
  const start = 'node dist/server.js';

  test('are taken away with the options that the installation needed', () => {
    const npm = text.replace('npm ci', 'npm ci --legacy-peer-deps --no-audit');
    expect(rewritten('node-multi-stage', npm, filesOf(start)).text).toContain(
      'npm prune --omit=dev --legacy-peer-deps\n',
    );
    const yarn = text.replace('npm ci', 'yarn install --ignore-engines');
    expect(rewritten('node-multi-stage', yarn, { ...filesOf(start), 'yarn.lock': '' }).text).toContain(
      '--frozen-lockfile --ignore-engines \\\n',
    );
  });

  test('are not spoken of where the build takes them away itself', () => {
    const pruning = text.replace('CMD', 'RUN npm prune --omit=dev\nCMD');
    const { text: after, proposals } = rewritten('node-multi-stage', pruning, filesOf(start));
    expect(after.match(/prune/g)).toHaveLength(1);
    expect(proposals[0]?.question).not.toContain('stay');
  });

  test('are taken away where NODE_ENV would leave them out and an option brings them', () => {
    const included = text.replace('RUN npm ci', 'ENV NODE_ENV=production\nRUN npm ci --include=dev');
    expect(rewritten('node-multi-stage', included, filesOf(start)).text).toContain('npm prune --omit=dev');
  });

  test('are not taken away where NODE_ENV leaves them out', () => {
    const production = text.replace('RUN npm ci', 'ENV NODE_ENV=production\nRUN npm ci');
    const { text: after, proposals } = rewritten('node-multi-stage', production, filesOf(start));
    expect(after).not.toContain('prune');
    expect(proposals[0]?.question).not.toContain('stay');
  });
});

test('what Prisma generates is not taken away by Yarn 1', () => {
  const yarn = text.replace('npm ci', 'yarn install');
  const files = { ...filesOf('node dist/server.js', { dependencies: { '@prisma/client': '5.0.0' } }), 'yarn.lock': '' };
  const { text: after, proposals } = rewritten('node-multi-stage', yarn, files);
  expect(after).not.toContain('--production');
  expect(proposals[0]?.question).toMatch(/Prisma generates its client/);
});

describe('a shell that an array starts', () => {
  test('is followed like the shell form', () => {
    const shell = text.replace('["npm", "start"]', '["/bin/sh", "-c", "node dist/server.js"]');
    const { text: after } = rewritten('node-multi-stage', shell, filesOf('node dist/server.js'));
    expect(after).toContain('FROM node:22-slim\n');
    expect(after).toContain('CMD ["/bin/sh", "-c", "node dist/server.js"]');
  });

  test('is not where it runs what it is given besides', () => {
    const given = text.replace('["npm", "start"]', '["sh", "-c", "exec \\"$@\\"", "node"]');
    expect(rewritten('node-multi-stage', given, filesOf('node dist/server.js')).reason).toMatch(/cannot be read/);
  });
});
