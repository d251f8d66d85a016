import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const json = (value: object) => JSON.stringify(value);
const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/server.js"]\n';

function filesOf(scripts: object, more: object = {}, sources: Readonly<Record<string, string>> = {}) {
  return {
    'package.json': json({
      scripts,
      dependencies: { express: '5.0.0' },
      devDependencies: { typescript: '5' },
      ...more,
    }),
    'src/server.ts': "import express from 'express';",
    ...sources,
  };
}

/** The last stage of what a rewrite makes. */
function lastStage(dockerfile: string, files: Readonly<Record<string, string>>): string {
  const { text: all } = rewritten('node-multi-stage', dockerfile, files);
  return all.slice(all.lastIndexOf('\nFROM ') + 1);
}

describe('what is built', () => {
  test.each([
    ['one command builds', { build: 'tsc' }, {}, {}],
    ['types are only checked besides', { build: 'vue-tsc && vite build' }, {}, {}],
    ['files are copied besides', { prebuild: 'rimraf dist', build: 'tsc', postbuild: 'cp -r a dist' }, {}, {}],
    ['a script of the project bundles', { build: 'node b.mjs' }, {}, { 'b.mjs': "esbuild.build({ outdir: 'dist' })" }],
    ['files are copied to a folder that is there', { build: 'tsc && cp a public/b' }, {}, { 'public/c': '' }],
    ['a package has such a folder', { build: 'tsc' }, {}, { 'src/a.ts': "import a from 'some/build/a.js';" }],
  ])('is the folder that starts where %s', (_, scripts, more, sources) => {
    const stage = lastStage(text, filesOf(scripts, more, sources));
    expect(stage).toContain('COPY --from=build /app/dist/ /app/dist/');
  });

  test.each([
    ['two commands build', { build: 'vite build && tsc -p server' }, {}, {}],
    ['another script builds too', { build: 'npm run build:web && tsc', 'build:web': 'vite build' }, {}, {}],
    ['scripts of a pattern build', { build: 'run-p build:*', 'build:a': 'webpack', 'build:b': 'tsc' }, {}, {}],
    ['a script runs after it', { build: 'tsc', postbuild: 'webpack' }, {}, {}],
    ['a script of the project may write', { build: 'node gen.js && tsc' }, {}, { 'gen.js': "fs.writeFileSync('a/b')" }],
    ['a script writes beside bundling', { build: 'node b.js' }, {}, { 'b.js': "esbuild; fs.mkdirSync('generated')" }],
    ['a script is not known', { prebuild: './gen.sh', build: 'tsc' }, {}, {}],
    ['files are copied to another folder', { build: 'tsc', postbuild: 'copyfiles src/a.json assets' }, {}, {}],
    ['a description is made', { build: 'tsoa spec && tsc' }, {}, {}],
    ['a source names sources', { build: 'tsc' }, {}, { 'src/a.ts': "swagger({ apis: ['./src/routes/*.ts'] })" }],
    [
      'a source reads the settings of the compiler',
      { build: 'tsc' },
      {},
      { 'src/a.ts': "import 'tsconfig-paths/register'" },
    ],
    ['a source names another folder', { build: 'make' }, {}, { 'src/a.ts': "express.static('./build/web')" }],
    ['its own server runs Next.js', { build: 'next build' }, { dependencies: { next: '15' } }, {}],
    ['a package of its own is built in it', { build: 'tsc' }, {}, { 'web/package.json': '{}' }],
  ])('may be more than that where %s', (_, scripts, more, sources) => {
    expect(lastStage(text, filesOf(scripts, more, sources))).toContain('COPY --from=build /app/ /app/');
  });

  test('is known where the manifest says what the folder starts', () => {
    const files = filesOf({ build: 'tsc' }, { main: './dist/server.js' });
    expect(lastStage(text.replace('dist/server.js', '.'), files)).toContain('/app/dist/ /app/dist/');
  });

  test('may be more than that where another script is run in the end', () => {
    const seeded = text.replace('run build', 'run build && npm run seed');
    expect(lastStage(seeded, filesOf({ build: 'tsc', seed: 'node dist/seed.js' }))).toContain(' /app/ /app/');
  });

  test('may be more than that where Node is told to load what reads the settings of the compiler', () => {
    const loading = text.replace('"node", ', '"node", "-r", "tsconfig-paths/register", ');
    expect(lastStage(loading, filesOf({ build: 'tsc' }))).toContain('COPY --from=build /app/ /app/');
  });

  test('comes with settings of the application, and without those of tools', () => {
    const settings = { 'app.config.js': '', 'webpack.config.js': '', 'jest.config.js': '', '.env.example': '' };
    const stage = lastStage(text, filesOf({ build: 'tsc' }, {}, settings));
    expect(stage).toContain('/app/app.config.js');
    expect(stage).not.toMatch(/webpack|jest|example/);
    const safe = filesOf({ build: 'tsc' }, { dependencies: { 'dotenv-safe': '9' } }, settings);
    expect(lastStage(text, safe)).toContain('/app/.env.example');
  });

  test('is what the server of a framework is told to load', () => {
    const remix = {
      dependencies: { '@remix-run/serve': '2' },
      devDependencies: { '@remix-run/dev': '2', vite: '5' },
    };
    const scripts = { build: 'remix vite:build', start: 'remix-serve ./build/server/index.js' };
    const files = filesOf(scripts, remix, { 'src/server.ts': '', 'app/root.tsx': '', 'app/styles.css': '' });
    const stage = lastStage(text.replace('"node", "dist/server.js"', '"npm", "start"'), files);
    expect(stage).toContain('COPY --from=build /app/build/ /app/build/\n');
    expect(stage).not.toContain('/app/app/');
  });
});

describe('what Remix builds without Vite', () => {
  const remix = { dependencies: { '@remix-run/serve': '1' }, devDependencies: { '@remix-run/dev': '1' } };
  const scripts = { build: 'remix build', start: 'remix-serve build' };
  const started = text.replace('"node", "dist/server.js"', '"npm", "start"');

  test('lies in two folders', () => {
    const stage = lastStage(started, filesOf(scripts, remix, { 'src/server.ts': '', 'public/favicon.ico': '' }));
    expect(stage).toContain('COPY --from=build /app/public/ /app/public/\nCOPY --from=build /app/build/ /app/build/\n');
  });

  test.each([
    ['where there is no folder for browsers', {}],
    ['where the settings move it', { 'public/a.ico': '', 'remix.config.js': "module.exports = { publicPath: '/x' };" }],
  ])('may lie elsewhere %s', (_, more: Readonly<Record<string, string>>) => {
    const stage = lastStage(started, filesOf(scripts, remix, { 'src/server.ts': '', ...more }));
    expect(stage).toContain('COPY --from=build /app/ /app/');
  });
});

test('what is built somewhere in the root folder is not looked for', () => {
  const root = text.replace('WORKDIR /app\n', '');
  expect(rewritten('node-multi-stage', root, filesOf({ build: 'vite build && tsc' })).reason).toMatch(/root folder/);
  expect(lastStage(root, filesOf({ build: 'tsc' }))).toContain('COPY --from=build /dist/ /dist/');
});

test('what starts comes as a whole where a variable says which file it is', () => {
  const named = text.replace('["node", "dist/server.js"]', '["sh", "-c", "node dist/$' + '{APP}/main.js"]');
  expect(rewritten('node-multi-stage', named, filesOf({ build: 'tsc' })).text).toContain('npm prune --omit=dev');
  expect(lastStage(named, filesOf({ build: 'tsc' }))).toContain('COPY --from=build /app/ /app/');
});

describe('programs of the system that a build seems to need alone', () => {
  const withGit = text.replace('WORKDIR', 'RUN apt-get update && apt-get install -y git curl make\nWORKDIR');
  const scripts = { build: 'tsc' };

  test('stay in the build stage', () => {
    expect(lastStage(withGit, filesOf(scripts))).not.toContain('apt-get');
  });

  test('are installed again where a source calls one', () => {
    const calling = filesOf(scripts, {}, { 'src/a.ts': "execSync('curl -s http://localhost');" });
    expect(lastStage(withGit, calling)).toContain('install -y curl &&');
  });

  test('are installed again where a package calls one', () => {
    expect(lastStage(withGit, filesOf(scripts, { dependencies: { 'simple-git': '3' } }))).toContain(
      'install -y git &&',
    );
    const withPython = withGit.replace('git curl make', 'python3');
    const downloads = filesOf(scripts, { dependencies: { 'youtube-dl-exec': '3' } });
    expect(lastStage(withPython, downloads)).toContain('install -y python3 &&');
  });
});

describe('a tool that is installed for itself', () => {
  const tool = text.replace('CMD ["node", ', 'RUN npm install -g pm2\nCMD ["pm2-runtime", ');

  test('needs no package for development', () => {
    expect(rewritten('node-multi-stage', tool, filesOf({ build: 'tsc' })).text).toContain('npm prune --omit=dev');
  });

  test('is installed again without what only builds beside it', () => {
    const more = tool.replace('install -g pm2', 'install -g @nestjs/cli@10 pm2 rimraf');
    expect(lastStage(more, filesOf({ build: 'tsc' }))).toContain('\nRUN npm install -g pm2\n');
  });

  test('is installed again by the user who has installed it', () => {
    const prefixed = tool.replace(
      'RUN npm install -g',
      'ENV NPM_CONFIG_PREFIX=/home/node/a\nUSER node\nRUN npm install -g',
    );
    expect(lastStage(prefixed, filesOf({ build: 'tsc' }))).toContain(
      '\nUSER node\nRUN npm install -g pm2\nUSER root\nCOPY --from=build',
    );
  });

  test('needs them where its settings name sources', () => {
    const settings = { 'pm2.config.cjs': "module.exports = { apps: [{ script: 'src/server.ts' }] };" };
    const configured = tool.replace('dist/server.js', 'pm2.config.cjs');
    const { text: after } = rewritten('node-multi-stage', configured, filesOf({ build: 'tsc' }, {}, settings));
    expect(after).not.toContain('prune');
  });
});

describe('a stage that brings packages up to date', () => {
  const scripts = { build: 'tsc' };

  test('does so in the last stage too, in the RUN that installs', () => {
    const upgrade = 'RUN apt-get update && apt-get dist-upgrade -y && apt-get install -y ffmpeg\nWORKDIR';
    expect(lastStage(text.replace('WORKDIR', upgrade), filesOf(scripts))).toContain(
      'RUN apt-get update && apt-get dist-upgrade -y && apt-get install -y ffmpeg && rm -rf',
    );
  });

  test('does so where nothing is installed', () => {
    const debian = text.replace('WORKDIR', 'RUN apt-get update && apt-get upgrade -y\nWORKDIR');
    expect(lastStage(debian, filesOf(scripts))).toContain(
      'RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*\n',
    );
    const alpine = text.replace('22', '22-alpine').replace('WORKDIR', 'RUN apk upgrade\nWORKDIR');
    expect(lastStage(alpine, filesOf(scripts))).toContain('RUN apk upgrade --no-cache\n');
  });
});

test('a file with secrets that came with a folder comes along with it, unnamed, and is asked about', () => {
  const result = rewritten('node-multi-stage', text, filesOf({ build: 'tsc' }, {}, { '.env': 'PORT=1' }));
  expect(result.text).toContain('COPY --from=build /app/ /app/\n');
  expect(result.text).not.toContain('.env');
  expect(result.proposals[0]?.question).toMatch(/because \/app\/\.env holds secrets: is less enough\?/);
});
