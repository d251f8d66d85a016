import { describe, expect, test } from 'vitest';
import { optimize } from '../../../../../src/core/optimize/optimize.ts';
import { contextOf } from '../build-context.ts';
import { rewritten } from '../rewritten.ts';

const files = (dependencies: object = {}) => ({
  'package.json': JSON.stringify({ scripts: { build: 'tsc' }, dependencies, devDependencies: { typescript: '5' } }),
  'src/app.ts': '',
});
const debian = (packages: string, tag = 'node:22') => `FROM ${tag}
RUN apt-get update && apt-get install -y ${packages} && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build
CMD ["node", "dist/app.js"]
`;
const alpine = (packages: string) => debian('x', 'node:22-alpine').replace(/RUN apt.*/, `RUN apk add ${packages}`);

/** The last stage of what a rewrite makes. */
function lastStage(text: string, known = files()): string {
  const all = rewritten('node-multi-stage', text, known).text;
  return all.slice(all.lastIndexOf('\nFROM ') + 1);
}

describe('a module that is compiled during the installation', () => {
  test('finds the libraries of Alpine that it was compiled with', () => {
    const stage = lastStage(alpine('make g++ build-base cairo-dev pango-dev jpeg-dev giflib-dev'));
    expect(stage).toContain('RUN apk add --no-cache cairo pango libjpeg-turbo giflib\n');
  });

  test('finds those of Debian, on the slim image', () => {
    const stage = lastStage(debian('build-essential libvips-dev libcairo2-dev'));
    expect(stage).toMatch(/^FROM node:22-slim\n/);
    expect(stage).toContain('apt-get install -y libvips42 libcairo2 ');
  });

  test('finds all that canvas loads, on the slim image, and fonts need no index', () => {
    const headers = 'libcairo2-dev libpango1.0-dev libjpeg-dev librsvg2-dev fonts-dejavu-core';
    const text = debian(headers).replace('npm run build', 'npm run build && fc-cache -f');
    expect(lastStage(text, files({ canvas: '2.11.2' }))).toMatch(/^FROM node:22-slim\n/);
    const fewer = text.replace(' librsvg2-dev', '');
    expect(lastStage(fewer, files({ canvas: '2.11.2' }))).toMatch(/^FROM node:22\n/);
  });

  test('gets headers whose library is not known', () => {
    expect(lastStage(alpine('g++ something-dev'))).toContain('RUN apk add --no-cache something-dev\n');
  });

  test('needs none for what every image has', () => {
    expect(lastStage(alpine('g++ musl-dev linux-headers zlib-dev'))).not.toContain('apk');
  });

  test('stays on the full image where it may be linked with what Node does not share', () => {
    expect(lastStage(debian('g++ libssl-dev'))).toMatch(/^FROM node:22\n/);
  });
});

describe('the image that a browser is driven on', () => {
  test('is the slim one where the browser is installed with its libraries', () => {
    const stage = lastStage(debian('chromium'), files({ puppeteer: '24.0.0', sharp: '0.34.0' }));
    expect(stage).toMatch(/^FROM node:22-slim\n/);
    expect(stage).toContain('install -y chromium ');
  });

  test('is the full one where the browser comes otherwise', () => {
    expect(lastStage(debian('make'), files({ puppeteer: '24.0.0' }))).toMatch(/^FROM node:22\n/);
  });
});

test('the image without a tag has a slim one beside it', () => {
  expect(lastStage(debian('make', 'node'))).toMatch(/^FROM node:slim\n/);
});

describe('packages that come from another stage', () => {
  const lock = (entry: object, name = 'a') =>
    JSON.stringify({ lockfileVersion: 3, packages: { '': {}, [`node_modules/${name}`]: entry } });
  const text = (tag: string) => `FROM node:22 AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM ${tag}
WORKDIR /app
COPY --from=build /app/ /app/
CMD ["node", "server.js"]
`;
  const slim = (packages: string) =>
    optimize(text('node:22'), {
      only: ['slim-base'],
      context: contextOf({ 'package.json': '{}', 'package-lock.json': packages }),
    });

  test('keep the full image where one was compiled or drives a browser', () => {
    expect(slim(lock({ hasInstallScript: true })).declined[0]?.reason).toMatch(/a runs a script/);
    expect(slim(lock({}, 'playwright')).declined[0]?.reason).toMatch(/playwright may load libraries/);
  });

  test('do on the slim image where they are plain files', () => {
    expect(slim(lock({})).all.text).toBe(text('node:22-slim'));
  });
});
