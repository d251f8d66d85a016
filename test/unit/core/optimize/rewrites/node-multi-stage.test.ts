import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const json = (value: object) => JSON.stringify(value);
const manifest = {
  scripts: { build: 'tsc', start: 'node dist/server.js' },
  dependencies: { express: '5.0.0' },
  devDependencies: { typescript: '5.8.0' },
};
const files = {
  'package.json': json(manifest),
  'package-lock.json': '{}',
  'src/server.ts': "import express from 'express';",
  'tsconfig.json': '{}',
};
const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["npm", "start"]\n';

/** The last stage of what a rewrite makes. */
function lastStage({ text: all }: { text: string }): string {
  return all.slice(all.lastIndexOf('\nFROM ') + 1);
}

describe('node-multi-stage', () => {
  test('what is built and the packages to run are copied to the slim image', () => {
    const result = rewritten('node-multi-stage', text, files);
    expect(result.text).toBe(`FROM node:22 AS build
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build \\
    && npm prune --omit=dev

FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules/ /app/node_modules/
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/dist/ /app/dist/
CMD ["npm", "start"]
`);
    expect(result.safe).toEqual([false]);
    expect(result.again).toBe(result.text);
  });

  test('the ends of lines and the case of keywords stay', () => {
    const windows = text.replaceAll('\n', '\r\n');
    expect(rewritten('node-multi-stage', windows, files).text).not.toMatch(/[^\r]\n/);
    const lower = text.replace(/^[A-Z]+/gm, (keyword) => keyword.toLowerCase());
    expect(rewritten('node-multi-stage', lower, files).text).not.toMatch(/^[A-Z]/m);
  });

  test('a source that asks for a package for development keeps them all', () => {
    const asking = { ...files, 'src/server.ts': "import ts from 'typescript';" };
    const { text: after, proposals } = rewritten('node-multi-stage', text, asking);
    expect(after).not.toContain('prune');
    expect(proposals[0]?.question).toMatch(/typescript/);
  });

  test('next start takes what it reads, and leaves its cache', () => {
    const next = {
      ...files,
      'package.json': json({
        scripts: { build: 'next build', start: 'next start -p $' + '{PORT:-3000}' },
        dependencies: { next: '15' },
      }),
      'next.config.js': 'module.exports = {};',
      'app/page.tsx': '',
      'content/first.md': '# First',
      'public/logo.svg': '',
    };
    const result = rewritten('node-multi-stage', text, next);
    expect(result.text).toContain('    && rm -rf /app/.next/cache\n');
    expect(lastStage(result)).toBe(`FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules/ /app/node_modules/
COPY --from=build /app/next.config.js /app/next.config.js
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/content/ /app/content/
COPY --from=build /app/public/ /app/public/
COPY --from=build /app/.next/ /app/.next/
CMD ["npm", "start"]
`);
  });

  test('a start script of the build context is followed, and the folder comes as a whole', () => {
    const script = { ...files, 'start.sh': '#!/bin/sh\nset -e\nnode dist/migrate.js\nexec "$@"\n' };
    const started = text.replace('"npm", "start"', '"node", "dist/server.js"');
    const result = rewritten('node-multi-stage', started.replace('CMD', 'ENTRYPOINT ["./start.sh"]\nCMD'), script);
    expect(result.text).toContain('npm prune');
    expect(lastStage(result)).toContain('COPY --from=build /app/ /app/');
  });

  test('a script that calls a package for development keeps them all', () => {
    const script = { ...files, 'start.sh': '#!/bin/sh\nnpx typescript --version\nexec node dist/server.js\n' };
    const result = rewritten('node-multi-stage', text.replace('"npm", "start"', '"sh", "start.sh"'), script);
    expect(result.proposals[0]?.question).toMatch(/typescript is started/);
  });

  test('a script that prepares something first brings the folder as a whole', () => {
    const prepared = {
      ...manifest,
      scripts: { ...manifest.scripts, start: 'prisma migrate deploy && node dist/server.js' },
    };
    const development = { ...prepared, devDependencies: { prisma: '5' } };
    const withPrisma = rewritten('node-multi-stage', text, { ...files, 'package.json': json(development) });
    expect(lastStage(withPrisma)).toContain('COPY --from=build /app/ /app/');
    expect(withPrisma.text).not.toContain('prune');
    expect(withPrisma.proposals[0]?.question).toMatch(/prisma is started/);
    const besides = { ...manifest, scripts: { ...manifest.scripts, start: 'node a.js & node dist/server.js' } };
    expect(rewritten('node-multi-stage', text, { ...files, 'package.json': json(besides) }).reason).toMatch(
      /more than/,
    );
  });

  test('Yarn 1 installs anew without the packages for development', () => {
    const yarn = { ...files, 'yarn.lock': '' };
    const { text: after } = rewritten('node-multi-stage', text.replace('npm ci', 'yarn install'), yarn);
    expect(after).toContain('&& yarn install --production --ignore-scripts --prefer-offline --frozen-lockfile');
    const withScript = (postinstall: string) => ({
      ...yarn,
      'package.json': json({ ...manifest, scripts: { ...manifest.scripts, postinstall } }),
    });
    const patched = rewritten('node-multi-stage', text.replace('npm ci', 'yarn install'), withScript('patch-package'));
    expect(patched.proposals[0]?.question).toMatch(/may change packages/);
    const hooked = rewritten('node-multi-stage', text.replace('npm ci', 'yarn install'), withScript('husky install'));
    expect(hooked.text).toContain('--production');
  });

  test('the start of a package in a workspace is found, and the folder comes as a whole', () => {
    const workspace = {
      'package.json': json({ scripts: { build: 'pnpm -r build', start: 'pnpm --filter @a/web start' } }),
      'pnpm-workspace.yaml': 'packages: [apps/*]',
      'pnpm-lock.yaml': '',
      'apps/web/package.json': json({ ...manifest, name: '@a/web' }),
      'apps/web/src/server.ts': '',
    };
    const dockerfile =
      'FROM node:22-slim\nRUN npm install -g pnpm@9\nWORKDIR /app\nCOPY . .\nRUN pnpm install\nRUN pnpm build\nCMD ["pnpm", "start"]\n';
    const result = rewritten('node-multi-stage', dockerfile, workspace);
    expect(result.text).toContain('CI=true pnpm install --prod --offline --frozen-lockfile');
    expect(lastStage(result)).toBe(`FROM node:22-slim
WORKDIR /app
RUN npm install -g pnpm@9
COPY --from=build /app/ /app/
CMD ["pnpm", "start"]
`);
    const prisma = { ...workspace, 'packages/db/package.json': json({ dependencies: { '@prisma/client': '6' } }) };
    expect(rewritten('node-multi-stage', dockerfile.replace('-slim', ''), prisma).proposals[0]?.question).toMatch(
      /code is generated among the packages/,
    );
    const mounted = dockerfile.replace('RUN pnpm install', 'RUN --mount=type=cache,target=/store pnpm install');
    expect(rewritten('node-multi-stage', mounted, workspace).text).toContain(
      '--prod --prefer-offline --frozen-lockfile',
    );
  });

  test('a health check that calls curl gets it, since the slim image lacks it', () => {
    const checked = text.replace('CMD', 'HEALTHCHECK CMD curl -f http://localhost:3000/\nCMD');
    const stage = lastStage(rewritten('node-multi-stage', checked, files));
    expect(stage).toMatch(/^FROM node:22-slim\n/);
    expect(stage).toContain('install -y --no-install-recommends curl=[78].*? ca-certificates=20* && rm');
    const named = lastStage(rewritten('node-multi-stage', checked.replace(':22', ':22-bookworm'), files));
    expect(named).toContain(' curl=7.88.* ca-certificates=20* ');
  });

  test('Prisma gets openssl, by which it finds the library that its engines want', () => {
    const known = { ...manifest, dependencies: { '@prisma/client': '5.0.0' } };
    const stage = lastStage(rewritten('node-multi-stage', text, { ...files, 'package.json': json(known) }));
    expect(stage).toMatch(/^FROM node:22-slim\n/);
    expect(stage).toContain('install -y --no-install-recommends openssl=[13].*? ca-certificates=20* && rm');
    const installed = text.replace('WORKDIR', 'RUN apt-get update && apt-get install -y openssl\nWORKDIR');
    expect(lastStage(rewritten('node-multi-stage', installed, { ...files, 'package.json': json(known) }))).toContain(
      'install -y openssl ca-certificates=20* ',
    );
  });

  test.each([
    ['there are several stages', `FROM alpine AS a\n${text}`, files, /several stages/],
    ['nothing is built', text.replace('RUN npm run build\n', ''), files, /Nothing is built/],
    [
      'a server for developing is started',
      text.replace('"npm", "start"', '"npx", "nodemon", "a.js"'),
      files,
      /nodemon/,
    ],
    ['next dev is started', text.replace('"npm", "start"', '"npx", "next", "dev"'), files, /next dev/],
    [
      'packages come from another repository',
      text.replace(
        'RUN npm ci',
        'RUN curl -s https://deb.nodesource.com/x | bash - && apt-get install -y ffmpeg\nRUN npm ci',
      ),
      files,
      /packages|fetch|bash|elsewhere/,
    ],
    ['an image is built on it', text.replace('CMD', 'ONBUILD RUN true\nCMD'), files, /ONBUILD/],
    ['the context is not known', text, undefined, /script “start” is not known/],
  ])('nothing where %s', (_, dockerfile, known, reason) => {
    expect(rewritten('node-multi-stage', dockerfile, known).reason).toMatch(reason);
  });
});

describe('next-standalone', () => {
  const next = {
    'package.json': json({ scripts: { build: 'next build', start: 'next start' }, dependencies: { next: '15.5.0' } }),
    'package-lock.json': '{}',
    'next.config.mjs': "export default { output: 'standalone' };",
    'app/page.tsx': '',
    'public/logo.svg': '',
  };

  test('the standalone output runs, with what is no part of it beside', () => {
    const result = rewritten('next-standalone', text, next);
    expect(lastStage(result)).toBe(`FROM node:22-slim
WORKDIR /app
COPY --from=build /app/.next/standalone/ /app/
COPY --from=build /app/.next/static/ /app/.next/static/
COPY --from=build /app/public/ /app/public/
ENV HOSTNAME=0.0.0.0
CMD ["node", "server.js"]
`);
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['-p 8080', 'ENV HOSTNAME=0.0.0.0 PORT=8080'],
    ['-p $' + '{PORT:-8080}', 'ENV HOSTNAME=0.0.0.0 PORT=8080'],
    ['-p $PORT -H 127.0.0.1', 'ENV HOSTNAME=127.0.0.1\n'],
  ])('the flags %s become variables', (flags, line) => {
    const started = { ...next, 'package.json': next['package.json'].replace('next start', `next start ${flags}`) };
    expect(rewritten('next-standalone', text, started).text).toContain(line);
  });

  test.each([
    ['the configuration does not ask for it', { ...next, 'next.config.mjs': 'export default {};' }, /does not ask/],
    [
      'a comment asks for it',
      { ...next, 'next.config.mjs': "// output: 'standalone'\nexport default {};" },
      /does not ask/,
    ],
    [
      'the configuration hangs on the environment',
      {
        ...next,
        'next.config.mjs':
          "export default { output: process.env.X ? 'standalone' : 'standalone', output: 'standalone' };",
      },
      /hangs on the environment/,
    ],
    [
      'it is a workspace',
      { ...next, 'package.json': next['package.json'].replace('{', '{"workspaces":["a"],') },
      /something larger/,
    ],
    [
      'a server of its own starts',
      { ...next, 'package.json': next['package.json'].replace('next start', 'node server.js') },
      /not next start/,
    ],
  ])('nothing where %s', (_, known, reason) => {
    expect(rewritten('next-standalone', text, known).reason).toMatch(reason);
  });
});

describe('static-site-multi-stage', () => {
  const site = {
    'package.json': json({ scripts: { build: 'vite build', start: 'serve -s dist -l 8080' } }),
    'index.html': '',
    'src/main.ts': '',
  };
  const preview = {
    ...site,
    'package.json': site['package.json'].replace('serve -s dist -l 8080', 'vite preview --host --port 4000'),
  };

  test('nginx serves the built files at the same port, unknown paths included', () => {
    const result = rewritten('static-site-multi-stage', text.replace('CMD', '# serves\nCMD'), site);
    expect(lastStage(result)).toBe(`FROM nginx:alpine
WORKDIR /app
COPY <<'SITE' /etc/nginx/conf.d/default.conf
server {
  listen 8080;
  root /usr/share/nginx/html;
  charset utf-8;
  absolute_redirect off;
  gzip on;
  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;
  location / {
    try_files $uri $uri.html $uri/ /index.html;
  }
}
SITE

COPY --from=build /app/dist/ /usr/share/nginx/html/
`);
    expect(result.again).toBe(result.text);
  });

  test('without a single page an unknown path is not found', () => {
    const plain = { ...site, 'package.json': site['package.json'].replace('serve -s', 'serve') };
    expect(rewritten('static-site-multi-stage', text, plain).text).toContain('$uri/ =404;');
  });

  test('vite preview says its port', () => {
    expect(rewritten('static-site-multi-stage', text, preview).text).toContain('listen 4000;');
  });

  test.each([
    ['serve has settings', text, { ...site, 'public/serve.json': '{}' }, /serve\.json/],
    [
      'Vite has settings',
      text,
      { ...preview, 'vite.config.ts': 'export default { preview: { port: 1 } }' },
      /configuration of Vite/,
    ],
    [
      'it answers inside the container alone',
      text,
      { ...preview, 'package.json': preview['package.json'].replace('--host ', '') },
      /inside the container/,
    ],
    ['its lines end as on Windows', text.replaceAll('\n', '\r\n'), site, /Windows/],
    ['the folder is not built', text, { ...site, 'dist/a.js': '' }, /build context/],
    ['a user is named', text.replace('CMD', 'USER node\nCMD'), site, /USER/],
    ['the health check needs Node', text.replace('CMD', 'HEALTHCHECK CMD node check.js\nCMD'), site, /health check/],
    [
      'a flag does more',
      text,
      { ...site, 'package.json': site['package.json'].replace('-l 8080', '--cors') },
      /--cors/,
    ],
    ['the port is not known', text, { ...site, 'package.json': site['package.json'].replace('8080', '$PORT') }, /port/],
    [
      'a server for developing is started',
      text,
      { ...site, 'package.json': site['package.json'].replace('serve -s dist -l 8080', 'ng serve') },
      /ng serve/,
    ],
  ])('nothing where %s', (_, dockerfile, known, reason) => {
    expect(rewritten('static-site-multi-stage', dockerfile, known).reason).toMatch(reason);
  });
});
