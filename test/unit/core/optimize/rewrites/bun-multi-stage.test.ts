import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const json = (value: object) => JSON.stringify(value);
const manifest = {
  scripts: { build: 'bun build src/index.ts --target bun --outdir dist', start: 'bun dist/index.js' },
  dependencies: { hono: '4.0.0' },
  devDependencies: { typescript: '5.0.0' },
};
const files = { 'package.json': json(manifest), 'bun.lock': '{}', 'src/index.ts': "import { Hono } from 'hono';" };
const text = `FROM oven/bun:1.1
COPY . .
RUN bun install --frozen-lockfile
RUN bun run build
USER bun
CMD ["bun", "start"]
`;

describe('an application on the image of Bun', () => {
  test('runs on the slim one, with the packages to run, in the folder of the image', () => {
    const result = rewritten('node-multi-stage', text, files);
    expect(result.text).toContain(`RUN bun run build \\
    && rm -rf node_modules \\
    && bun install --production --frozen-lockfile
`);
    expect(result.text.slice(result.text.lastIndexOf('FROM'))).toBe(`FROM oven/bun:1.1-slim
COPY --from=build /home/bun/app/node_modules/ /home/bun/app/node_modules/
COPY --from=build /home/bun/app/package.json /home/bun/app/package.json
COPY --from=build /home/bun/app/dist/ /home/bun/app/dist/
USER bun
CMD ["bun", "start"]
`);
    expect(result.again).toBe(result.text);
  });

  test.each([
    ['', ':slim'],
    [':latest', ':slim'],
    [':debian', ':slim'],
    [':1', ':1-slim'],
    [':1-alpine', ':1-alpine'],
  ])('that is called oven/bun%s runs on oven/bun%s', (tag, slim) => {
    const { text: after } = rewritten('node-multi-stage', text.replace(':1.1', tag), files);
    expect(after).toContain(`\nFROM oven/bun${slim}\n`);
  });

  test.each([
    ['a script runs at each installation', { ...manifest, scripts: { ...manifest.scripts, postinstall: 'node a.js' } }],
    ['Prisma generates its client', { ...manifest, dependencies: { '@prisma/client': '5.0.0' } }],
  ])('keeps its packages where %s', (_, changed) => {
    const { text: after } = rewritten('node-multi-stage', text, { ...files, 'package.json': json(changed) });
    expect(after).not.toContain('--production');
    expect(after).toContain('FROM oven/bun:1.1-slim');
  });
});

test('an image of somebody else that is called bun is left alone', () => {
  expect(rewritten('node-multi-stage', text.replace('oven', 'acme'), files).reason).toMatch(/no image of Node/);
});
