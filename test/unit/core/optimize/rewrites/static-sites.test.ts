import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const text = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\nRUN npm run build\nCMD ["npm", "start"]\n';

/** The port that nginx listens at in place of the server that a script starts. */
function portOf(dockerfile: string, start: string, packages: Readonly<Record<string, string>> = {}) {
  const manifest = { scripts: { build: 'vite build', start }, dependencies: packages };
  const files = { 'package.json': JSON.stringify(manifest), 'src/main.ts': '' };
  return /listen (\d+);/.exec(rewritten('static-site-multi-stage', dockerfile, files).text)?.[1];
}

describe('a server of files that is told no port', () => {
  test.each([
    ['serve listens at 3000', text, 'serve -s dist', {}, '3000'],
    ['serve listened at 5000 before version 14', text, 'serve -s dist', { serve: '^11.3.2' }, '5000'],
    ['serve of a later version listens at 3000', text, 'serve -s dist', { serve: '^14.2.0' }, '3000'],
    [
      'the version is the one that was installed globally',
      text.replace('RUN npm run', 'RUN npm install -g serve@13.0.2\nRUN npm run'),
      'serve -s dist',
      { serve: '^14.2.0' },
      '5000',
    ],
    ['serve looks at PORT', text.replace('CMD', 'ENV PORT=8088\nCMD'), 'serve -s dist', { serve: '11' }, '8088'],
    ['http-server looks at PORT', text.replace('CMD', 'ENV PORT=8088\nCMD'), 'http-server dist', {}, '8088'],
    ['http-server listens at 8080', text, 'http-server dist', {}, '8080'],
    ['a flag says more than PORT', text.replace('CMD', 'ENV PORT=1\nCMD'), 'serve dist -l 4000', {}, '4000'],
  ])('%s', (_, dockerfile, start, packages, port) => {
    expect(portOf(dockerfile, start, packages)).toBe(port);
  });
});

test.each(['http-server dist -c-1', 'http-server -c -1 ./dist'])('browsers keep nothing, as before: %s', (start) => {
  const files = { 'package.json': JSON.stringify({ scripts: { build: 'webpack', start } }), 'src/main.ts': '' };
  const result = rewritten('static-site-multi-stage', text, files).text;
  expect(result).toContain('  add_header Cache-Control "no-cache, no-store, must-revalidate";\n  location / {\n');
  expect(result).toContain('COPY --from=build /app/dist/ /usr/share/nginx/html/');
});

test('what a framework renders on a server is no folder of files', () => {
  const files = {
    'package.json': JSON.stringify({
      scripts: { build: 'vite build', start: 'vite preview --host 0.0.0.0' },
      devDependencies: { '@sveltejs/kit': '2.0.0', vite: '5.0.0' },
    }),
    'vite.config.ts': 'export default { plugins: [sveltekit()] };',
  };
  expect(rewritten('static-site-multi-stage', text, files).reason).toMatch(/vite preview runs the server of @svelte/);
});
