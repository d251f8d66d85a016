import { describe, expect, test } from 'vitest';
import { optimize } from '../../../../../src/core/optimize/optimize.ts';
import { contextOf } from '../build-context.ts';
import { rewritten } from '../rewritten.ts';

const json = (value: object) => JSON.stringify(value);
const handlesSignals = "process.on('SIGTERM', () => process.exit());";

/** What a conversion is meant to change of what the image says of itself. */
function changesOf(text: string, files: Readonly<Record<string, string>>): readonly string[] {
  return optimize(text, { only: ['node-multi-stage'], context: contextOf(files) }).all.changes;
}

/** The last stage of what a rewrite makes. */
function lastStage(text: string): string {
  return text.slice(text.lastIndexOf('\nFROM ') + 1);
}

describe('a package manager that would be installed for nothing but to look up what starts', () => {
  const manifest = {
    scripts: { build: 'tsc', start: 'node dist/server.js' },
    dependencies: { express: '5.0.0' },
    devDependencies: { typescript: '5.8.0' },
  };
  const files = { 'package.json': json(manifest), 'pnpm-lock.yaml': '', 'src/server.ts': handlesSignals };
  const text = `FROM node:22-slim
RUN npm install -g pnpm@9
WORKDIR /app
COPY . .
RUN pnpm install
RUN pnpm build
CMD ["pnpm", "start"]
`;
  const withScript = (start: string, more: object = {}) => ({
    ...files,
    'package.json': json({ ...manifest, scripts: { ...manifest.scripts, start, ...more } }),
  });

  test('is left out, and what it starts stands in CMD', () => {
    const result = rewritten('node-multi-stage', text, files);
    expect(lastStage(result.text)).toBe(`FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules/ /app/node_modules/
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/dist/ /app/dist/
CMD ["node", "dist/server.js"]
`);
    expect(result.proposals[0]?.question).toMatch(/^pnpm is left out/);
    expect(changesOf(text, files)).toEqual(['command']);
    expect(result.again).toBe(result.text);
  });

  test('is left out where ENTRYPOINT calls it', () => {
    const entered = text.replace('CMD', 'ENTRYPOINT');
    expect(lastStage(rewritten('node-multi-stage', entered, files).text)).toContain(
      '\nENTRYPOINT ["node", "dist/server.js"]\n',
    );
  });

  test('is left out where a shell starts it, which keeps signals to itself anyway', () => {
    const shell = text.replace('["pnpm", "start"]', 'pnpm run start');
    const quiet = { ...files, 'src/server.ts': '' };
    expect(lastStage(rewritten('node-multi-stage', shell, quiet).text)).toContain('\nCMD ["node", "dist/server.js"]\n');
  });

  test('is left out where a program of a package starts, which lies in node_modules', () => {
    const served = {
      ...files,
      'package.json': json({
        ...manifest,
        scripts: { build: 'vite build', start: 'sirv dist --port 8080' },
        dependencies: { sirv: '3.0.0' },
      }),
    };
    const shell = text.replace('["pnpm", "start"]', 'pnpm start');
    const stage = lastStage(rewritten('node-multi-stage', shell, served).text);
    expect(stage).toContain('\nCMD ["node_modules/.bin/sirv", "dist", "--port", "8080"]\n');
    expect(stage).not.toContain('pnpm');
  });

  test('is left out where the package of the program has another name', () => {
    const remix = withScript('remix-serve build/index.js');
    const named = { ...remix, 'package.json': remix['package.json'].replace('express', '@remix-run/serve') };
    const { text: after } = rewritten('node-multi-stage', text, named);
    expect(after).toContain('pnpm prune --prod');
    expect(lastStage(after)).toContain('\nCMD ["node_modules/.bin/remix-serve", "build/index.js"]\n');
  });

  test('is left out of a workspace, and the container starts in the folder of the package', () => {
    const workspace = {
      'package.json': json({ scripts: { build: 'pnpm -r build', start: 'pnpm --filter @a/web start' } }),
      'pnpm-workspace.yaml': 'packages: [apps/*]',
      'pnpm-lock.yaml': '',
      'apps/web/package.json': json({ ...manifest, name: '@a/web' }),
      'apps/web/src/server.ts': handlesSignals,
    };
    const result = rewritten('node-multi-stage', text, workspace);
    expect(lastStage(result.text)).toBe(`FROM node:22-slim
WORKDIR /app/apps/web
COPY --from=build /app/ /app/
CMD ["node", "dist/server.js"]
`);
    expect(changesOf(text, workspace)).toEqual(['command', 'workingDirectory']);
    const checked = text.replace('CMD', 'HEALTHCHECK CMD ["node", "check.js"]\nCMD');
    expect(lastStage(rewritten('node-multi-stage', checked, workspace).text)).toContain('RUN npm install -g pnpm@9');
  });

  test.each([
    ['variables of the package manager are read', text, { ...files, 'src/a.ts': 'process.env.npm_package_version' }],
    ['the program may call others', text, { ...files, 'src/a.ts': "import { exec } from 'node:child_process';" }],
    ['nothing handles the signal to stop', text, { ...files, 'src/server.ts': '' }],
    ['a script runs before it', text, withScript('node dist/server.js', { prestart: 'node dist/migrate.js' })],
    ['a program of a package may not end when it is told to', text, withScript('express dist')],
    ['a variable is set', text, withScript('NODE_ENV=production node dist/server.js')],
    ['a variable is asked for', text, withScript('node dist/server.js $PORT')],
    ['the settings name a shell', text, { ...files, '.npmrc': 'script-shell=bash' }],
    ['the health check calls it', text.replace('CMD', 'HEALTHCHECK CMD pnpm check\nCMD'), files],
    [
      'there are both ENTRYPOINT and CMD',
      text.replace('CMD', 'ENTRYPOINT ["pnpm"]\nCMD').replace('"pnpm", "st', '"st'),
      files,
    ],
    ['a program is no dependency', text, withScript('sirv dist')],
  ])('is installed again where %s', (_, dockerfile, known) => {
    const { text: after } = rewritten('node-multi-stage', dockerfile, known);
    expect(lastStage(after)).toContain('RUN npm install -g pnpm@9');
  });

  test('stays where the image has it', () => {
    const npm = text
      .replaceAll('pnpm', 'npm')
      .replace('RUN npm install -g npm@9\n', '')
      .replace('npm build', 'npm run build');
    expect(lastStage(rewritten('node-multi-stage', npm, files).text)).toContain('CMD ["npm", "start"]');
  });
});

describe('Yarn 2 and later', () => {
  const manifest = {
    packageManager: 'yarn@4.9.1',
    scripts: { build: 'tsc', start: 'node dist/server.js' },
    dependencies: { express: '5.0.0' },
    devDependencies: { typescript: '5.8.0' },
  };
  const files = {
    'package.json': json(manifest),
    'yarn.lock': '',
    '.yarnrc.yml': 'nodeLinker: node-modules\n',
    'src/server.ts': handlesSignals,
  };
  const text = `FROM node:22-slim
RUN corepack enable
WORKDIR /app
COPY . .
RUN yarn install --immutable
RUN yarn build
CMD ["yarn", "start"]
`;

  test('leaves out packages for development, and itself', () => {
    const result = rewritten('node-multi-stage', text, files);
    expect(result.text).toContain('RUN yarn build \\\n    && yarn workspaces focus --production\n');
    expect(lastStage(result.text)).toBe(`FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules/ /app/node_modules/
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/dist/ /app/dist/
CMD ["node", "dist/server.js"]
`);
    expect(result.again).toBe(result.text);
  });

  test('is prepared again in the last stage where it has to stay', () => {
    const prepared = text.replace('enable', 'enable && corepack prepare yarn@4.9.1 --activate');
    const quiet = { ...files, 'src/server.ts': '' };
    expect(lastStage(rewritten('node-multi-stage', prepared, quiet).text)).toContain(
      'RUN corepack enable && corepack prepare yarn@4.9.1 --activate',
    );
  });

  test('leaves them out of all packages of a workspace', () => {
    const workspace = {
      ...files,
      'package.json': json({ ...manifest, workspaces: ['apps/*'] }),
      'apps/web/package.json': json({ name: 'web' }),
    };
    expect(rewritten('node-multi-stage', text, workspace).text).toContain(
      '&& yarn workspaces focus --all --production',
    );
  });

  test('is known by the file that .yarnrc.yml names', () => {
    const settings = 'nodeLinker: node-modules\nyarnPath: .yarn/releases/yarn-3.8.7.cjs\n';
    const withPlugin = `${settings}plugins:\n  - path: .yarn/plugins/@yarnpkg/plugin-workspace-tools.cjs\n`;
    const named = { ...files, '.yarnrc.yml': settings.replace('3.8.7', '4.9.1'), '.yarn/releases/yarn-4.9.1.cjs': '' };
    const result = rewritten('node-multi-stage', text.replace('RUN corepack enable\n', ''), named);
    expect(result.text).toContain('focus --production');
    expect(lastStage(result.text)).toContain('CMD ["node", "dist/server.js"]');
    expect(lastStage(result.text)).not.toContain('.yarn');
    const bare = rewritten('node-multi-stage', text, { ...files, '.yarnrc.yml': settings });
    expect(bare.text).not.toContain('focus');
    expect(bare.proposals[0]?.question).toMatch(/Yarn 3 has no plugin/);
    expect(rewritten('node-multi-stage', text, { ...files, '.yarnrc.yml': withPlugin }).text).toContain(
      'focus --production',
    );
  });

  test('keeps all packages where it is not sure which Yarn answers, or a script runs at each installation', () => {
    const unknown = text.replace('corepack enable', 'echo').replace('-slim', '');
    const without = rewritten('node-multi-stage', unknown, files);
    expect(without.text).not.toContain('focus');
    expect(without.proposals[0]?.question).toMatch(/which Yarn answers/);
    const scripted = json({ ...manifest, scripts: { ...manifest.scripts, postinstall: 'node make.js' } });
    expect(rewritten('node-multi-stage', text, { ...files, 'package.json': scripted }).text).not.toContain('focus');
  });

  test('is left alone where its packages lie in the cache of a user', () => {
    const plugAndPlay = { ...files, '.yarnrc.yml': '' };
    expect(rewritten('node-multi-stage', text, plugAndPlay).reason).toMatch(/cache of its user/);
    const inside = { ...files, '.yarnrc.yml': 'enableGlobalCache: false\n' };
    const result = rewritten('node-multi-stage', `${text.replace('node:22-slim', 'node:22')}`, inside);
    expect(lastStage(result.text)).toContain('COPY --from=build /app/ /app/');
    expect(lastStage(result.text)).toContain('CMD ["yarn", "start"]');
    const linked = text.replace('WORKDIR', 'ENV YARN_NODE_LINKER=node-modules\nWORKDIR');
    expect(rewritten('node-multi-stage', linked, plugAndPlay).text).toContain('focus --production');
  });
});

describe('curl without what is only recommended', () => {
  const text = `FROM node:22-slim
RUN apt-get update && apt-get install -y curl=7.88.* && rm -rf /var/lib/apt/lists/*
HEALTHCHECK CMD curl -f http://localhost:8080/health || exit 1
CMD ["node", "server.js"]
`;
  const files = { 'server.js': '', 'package.json': '{}' };

  test('is enough for a health check that asks the container itself', () => {
    expect(rewritten('no-recommended-packages', text, files).text).toContain('install --no-install-recommends -y curl');
  });

  test.each([
    ['it asks over https', text.replace('http:', 'https:'), files],
    ['it asks somebody else', text.replace('localhost', 'example.org'), files],
    ['a source may call it', text, { ...files, 'server.js': 'exec("curl https://example.org")' }],
    ['a RUN calls it', text.replace('HEALTH', 'RUN curl -O https://example.org/a\nHEALTH'), files],
    ['something else than Node runs', text.replace('node:22', 'python:3.12'), files],
    ['the build context is not known', text, undefined],
  ])('is not where %s', (_, dockerfile, known) => {
    expect(rewritten('no-recommended-packages', dockerfile, known).text).toBe(dockerfile);
  });
});

describe('a package of the sources that is installed for all users', () => {
  const text = (run: string) => `FROM node:22
WORKDIR /src
COPY . .
RUN npm install && npm run build && ${run}
ENTRYPOINT ["tool"]
`;
  const manifest = {
    bin: { tool: 'dist/tool.js' },
    scripts: { build: 'tsc' },
    devDependencies: { typescript: '5.4.5' },
  };
  const files = { 'package.json': JSON.stringify(manifest), 'src/tool.ts': '' };

  test.each(['npm install -g .', 'npm i --global ./packages/tool', 'npm link', 'yarn link', 'npm install -g tool.tgz'])(
    'is not left behind: %s',
    (run) => {
      const { text: result, reason } = rewritten('node-multi-stage', text(run), files);
      expect(result).toBe(text(run));
      expect(reason).toMatch(/for all users/);
    },
  );
});
