import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const json = (value: object) => JSON.stringify(value);

/** The last stage of what a rewrite makes. */
function lastStage({ text }: { text: string }): string {
  return text.slice(text.lastIndexOf('\nFROM ') + 1);
}

describe('an application that Nitro bundles', () => {
  const text = `FROM node:22-slim
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build
CMD ["node", ".output/server/index.mjs"]
`;
  const manifest = { scripts: { build: 'nuxt build' }, dependencies: { nuxt: '3.15.0' } };
  const files = {
    'package.json': json(manifest),
    'app.vue': '',
    'nuxt.config.ts': "import { defineNuxtConfig } from 'nuxt/config';",
    'pages/index.vue': '',
    'public/logo.svg': '',
    'assets/main.scss': '',
  };

  test('needs nothing but what was built', () => {
    const result = rewritten('node-multi-stage', text, files);
    expect(lastStage(result)).toBe(`FROM node:22-slim
WORKDIR /app
COPY --from=build /app/.output/ /app/.output/
CMD ["node", ".output/server/index.mjs"]
`);
    expect(result.text).not.toContain('prune');
    expect(result.proposals[0]?.question).toMatch(/^Nitro puts all packages/);
    expect(result.again).toBe(result.text);
  });

  test('keeps files that the build does not read', () => {
    const result = rewritten('node-multi-stage', text, { ...files, 'data/cities.json': '' });
    expect(lastStage(result)).toContain('COPY --from=build /app/data/ /app/data/');
  });

  test('keeps the manifest for the package manager that starts it', () => {
    const start = { ...manifest, scripts: { ...manifest.scripts, start: 'node .output/server/index.mjs' } };
    const result = rewritten('node-multi-stage', text.replace(/CMD .*/, 'CMD ["npm", "start"]'), {
      ...files,
      'package.json': json(start),
    });
    expect(lastStage(result)).toContain('COPY --from=build /app/package.json /app/package.json');
    expect(lastStage(result)).not.toContain('node_modules');
  });

  test('keeps its packages where one has files that a trace of imports misses', () => {
    const withPrisma = { ...manifest, dependencies: { ...manifest.dependencies, '@prisma/client': '5.0.0' } };
    const result = rewritten('node-multi-stage', text, { ...files, 'package.json': json(withPrisma) });
    expect(lastStage(result)).toContain('COPY --from=build /app/node_modules/ /app/node_modules/');
  });
});

describe('an application of SvelteKit', () => {
  const text = 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "build"]\n';
  const files = {
    'package.json': json({
      type: 'module',
      scripts: { build: 'vite build' },
      dependencies: { marked: '1.0.0' },
      devDependencies: { '@sveltejs/adapter-node': '5.0.0', '@sveltejs/kit': '2.0.0', vite: '5.0.0' },
    }),
    'src/routes/a/+server.ts': "import { json } from '@sveltejs/kit';",
    'src/app.html': '',
    'static/favicon.svg': '',
    'svelte.config.js': '',
  };

  test('starts from its folder, and needs no package for development, which is bundled', () => {
    const result = rewritten('node-multi-stage', text, files);
    expect(result.text).toContain('&& npm prune --omit=dev');
    expect(lastStage(result)).toBe(`FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules/ /app/node_modules/
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/build/ /app/build/
CMD ["node", "build"]
`);
  });

  test('comes as a whole where the name may be that of a file', () => {
    const withFile = { ...files, 'build.js': '' };
    expect(lastStage(rewritten('node-multi-stage', text.replace('-slim', ''), withFile))).toContain(
      'COPY --from=build /app/ /app/',
    );
  });
});

test('what Astro builds loads Astro, even where it is named for development', () => {
  const text =
    'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", "dist/server/entry.mjs"]\n';
  const files = {
    'package.json': json({ scripts: { build: 'astro build' }, devDependencies: { astro: '4.0.0' } }),
    'src/pages/index.astro': '',
    'public/favicon.png': '',
    'astro.config.mjs': '',
  };
  const result = rewritten('node-multi-stage', text, files);
  expect(result.text).not.toContain('prune');
  expect(result.proposals[0]?.question).toMatch(/loads astro/);
  expect(lastStage(result)).toBe(`FROM node:22-slim
WORKDIR /app
COPY --from=build /app/node_modules/ /app/node_modules/
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/dist/ /app/dist/
CMD ["node", "dist/server/entry.mjs"]
`);
});
