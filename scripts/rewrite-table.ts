/**
 * Writes `docs/rewrites/README.md`, the table of all rewrites, from the rewrites themselves.
 * `--check` writes nothing and fails where the table is not what the rewrites say.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Rewrite } from '../src/core/optimize/rewrite.ts';
import { rewrites } from '../src/core/optimize/rewrites/index.ts';
import { root } from './root.ts';

const file = path.join(root, 'docs/rewrites/README.md');

/** What is known to help and is not done, with the reason. */
const leftOut: readonly (readonly [string, string])[] = [
  ['a HEALTHCHECK', 'ECS does not look at it: the health check of the task definition is what counts.'],
  ['a digest in FROM', 'It needs the answer of a registry: *Pin to Digest* in the editor asks for it.'],
  [
    'a Java runtime made by jlink',
    'Which modules a program needs is not in its sources: what it loads by name, or through a service, is missed only when it runs. The image of the runtime has all of them.',
  ],
  [
    'output: "standalone" written into next.config',
    'What else reads the configuration, and which files the application reads beside those that Next.js traces, is not known. Where the configuration asks for it already, `next-standalone` takes it.',
  ],
  [
    'nginx as a user that is not root, for static sites',
    'The user of the image would change, and ports below 1024 with it.',
  ],
  ['Alpine or distroless as the base', 'Another C library, or no shell: the program would have to be tested anew.'],
  [
    'folding a clean-up into the RUN that made the files',
    '`merge-runs` does it where the two stand side by side; where something stands between them, that may read the files.',
  ],
  [
    'cargo chef',
    'It installs a program of others into the build, in three stages instead of one; `cargo-target-cache` keeps the compiled crates without it.',
  ],
  [
    'pnpm fetch',
    'It fills a store that `pnpm install --offline` has to find in the same layers, which rules the cache mount out; the mount helps after a change of the lock file, too.',
  ],
  [
    'mounts of manifests in place of their COPY',
    'A layer of a few kilobytes less, and an install that must not write the lock file any more.',
  ],
  [
    'fewer packages than a RUN asks for',
    'What a program calls at run time is not in the Dockerfile. The multi-stage rewrites leave build tools behind.',
  ],
];

export function rewriteTable(): string {
  const lines = rewrites.map((rewrite) => {
    const { id, title, precondition } = rewrite;
    return `| [${id}](${id}.md) | ${cell(title)} | ${safety(rewrite)} | ${cell(precondition)} |`;
  });
  const out = leftOut.map(([what, why]) => `| ${what} | ${cell(why)} |`);
  return `# The rewrites

In the order in which they are applied. What is *safe* leaves the image what it was, but for caches, package lists and build tools: \`quayside optimize --safe --write\` applies it unattended. What is *to review* waits for a person. What is done *on request* is looked for only where it is named, with \`--only\`.

Whatever a rewrite proposes is tried before it is shown: the result has to parse, its scripts have to be shell, no finding of the linter may be there that was not, and the image must say of itself what it said, but for what the rewrite declares. What fails that is declined, with the reason.

| rewrite | what it does | safety | when |
| --- | --- | --- | --- |
${lines.join('\n')}

## What is not done
| what | why |
| --- | --- |
${out.join('\n')}

This page is written by \`node scripts/rewrite-table.ts\`.
`;
}

function safety({ safety: kind, onRequest }: Rewrite): string {
  const says = { safe: 'safe', review: 'to review', both: 'safe or to review' }[kind];
  return onRequest === undefined ? says : `${says}, on request`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

if (import.meta.main) {
  const table = rewriteTable();
  if (!process.argv.includes('--check')) writeFileSync(file, table);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== table) {
    console.error(
      'docs/rewrites/README.md is not what the rewrites say: node scripts/rewrite-table.ts writes it anew.',
    );
    process.exitCode = 1;
  }
}
