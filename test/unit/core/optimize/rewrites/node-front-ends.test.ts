import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const json = (value: object) => JSON.stringify(value);
const text = `FROM node:22-alpine
WORKDIR /app
COPY . .
RUN npm install
RUN npm install --prefix client
RUN npm run build --prefix client
CMD ["node", "server.js"]
`;
const client = { scripts: { build: 'react-scripts build' }, dependencies: { 'react-scripts': '5.0.0' } };
const files = {
  'package.json': json({ dependencies: { express: '5.0.0' } }),
  'server.js': "const path = require('path');\napp.use(express.static(path.join(__dirname, 'client', 'build')));",
  'client/package.json': json(client),
  'client/src/App.js': "import React from 'react';",
};

describe('the packages of a front end beside its server', () => {
  test('go once it is built', () => {
    const result = rewritten('node-multi-stage', text, files);
    expect(result.text).toContain('RUN npm run build --prefix client \\\n    && rm -rf /app/client/node_modules\n');
    expect(result.text).toContain('FROM node:22-alpine\nWORKDIR /app\nCOPY --from=build /app/ /app/\n');
    expect(result.proposals[0]?.question).toMatch(/^Does the server load anything of \/app\/client\/node_modules/);
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['the server loads its modules', { ...files, 'server.js': "require('./client/src/render.js')" }],
    [
      'it is rendered on the server',
      { ...files, 'client/package.json': json({ ...client, scripts: { build: 'vite build --ssr' } }) },
    ],
    [
      'its framework renders it',
      { ...files, 'client/package.json': json({ ...client, dependencies: { '@sveltejs/kit': '2.0.0' } }) },
    ],
    ['it is a part of a workspace', { ...files, 'package.json': json({ workspaces: ['client'] }) }],
  ])('stay where %s', (_, known) => {
    expect(rewritten('node-multi-stage', text, known).text).not.toContain('rm -rf');
  });

  test('stay where it is what starts', () => {
    const started = text.replace('"node", "server.js"', '"npm", "run", "serve", "--prefix", "client"');
    const serves = { ...client, scripts: { ...client.scripts, serve: 'node serve.js' } };
    const known = { ...files, 'client/package.json': json(serves) };
    expect(rewritten('node-multi-stage', started, known).text).not.toContain('rm -rf');
  });
});

describe('a front end and a server side by side', () => {
  const sideBySide = `FROM node:22
WORKDIR /app
COPY . .
RUN cd client && npm ci && npm run build
RUN cd server && npm ci --omit=dev
WORKDIR /app/server
CMD ["npm", "start"]
`;
  const known = {
    'client/package.json': json(client),
    'client/src/App.js': "import React from 'react';",
    'server/package.json': json({ scripts: { start: 'node index.js' }, dependencies: { express: '5.0.0' } }),
    'server/index.js': "app.use(express.static(path.join(__dirname, '../client/build')));",
  };

  test('need neither the full image nor the packages of the front end', () => {
    const result = rewritten('node-multi-stage', sideBySide, known);
    expect(result.text).toContain('RUN rm -rf /app/client/node_modules\n');
    expect(result.text).toContain('FROM node:22-slim\nWORKDIR /app\nCOPY --from=build /app/ /app/\n');
    expect(result.again).toBe(result.text);
  });

  test('stay on the full image where a package of the server may load its libraries', () => {
    const wanting = { scripts: { start: 'node index.js' }, dependencies: { puppeteer: '24.0.0' } };
    const { text } = rewritten('node-multi-stage', sideBySide, { ...known, 'server/package.json': json(wanting) });
    expect(text).toContain('FROM node:22\nWORKDIR /app\n');
  });

  const oneAfterAnother = `FROM node:22
WORKDIR /app/client
COPY client/package.json ./
RUN npm install
COPY client/ ./
RUN npm run build
WORKDIR /app/server
COPY server/package.json ./
RUN npm install
COPY server/ ./
CMD ["npm", "start"]
`;

  test('that are installed one after another both come along, whatever else lies beside the server', () => {
    const result = rewritten('node-multi-stage', oneAfterAnother, { ...known, 'server/.eslintrc.json': '{}' });
    expect(result.text).toContain(`RUN rm -rf /app/client/node_modules

FROM node:22-slim
WORKDIR /app/server
COPY --from=build /app/client/ /app/client/
COPY --from=build /app/server/ /app/server/
`);
  });

  test('of which the server is built leave its packages for development, and its sources, behind', () => {
    const built = oneAfterAnother.replace('server/ ./', 'server/ ./\nRUN npm run build');
    const manifest = {
      scripts: { build: 'tsc', start: 'node dist/index.js' },
      dependencies: { express: '5.0.0' },
      devDependencies: { typescript: '5.4.5' },
    };
    const server = { 'server/package.json': json(manifest), 'server/tsconfig.json': '{}', 'server/src/index.ts': '' };
    const { text: all } = rewritten('node-multi-stage', built, {
      'client/package.json': known['client/package.json'],
      'client/src/App.js': '',
      ...server,
    });
    expect(all).toContain('&& npm prune --omit=dev \\\n    && rm -rf /app/client/node_modules\n');
    expect(all).toContain(`COPY --from=build /app/server/node_modules/ /app/server/node_modules/
COPY --from=build /app/client/ /app/client/
COPY --from=build /app/server/package.json /app/server/package.json
COPY --from=build /app/server/dist/ /app/server/dist/
`);
  });
});
