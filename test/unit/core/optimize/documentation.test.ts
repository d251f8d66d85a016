import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rewriteTable } from '../../../../scripts/rewrite-table.ts';
import { rewrites } from '../../../../src/core/optimize/rewrites/index.ts';

const folder = path.join(import.meta.dirname, '../../../../docs/rewrites');

test('the table of the rewrites is what they say', () => {
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe(rewriteTable());
});

test('no two rewrites have the same id', () => {
  expect(new Set(rewrites.map(({ id }) => id)).size).toBe(rewrites.length);
});

describe.each(rewrites.map(({ id, title }) => [id, title] as const))('%s', (id, title) => {
  test('has a page that names it and shows a Dockerfile', () => {
    const page = path.join(folder, `${id}.md`);
    expect(existsSync(page), `docs/rewrites/${id}.md`).toBe(true);
    const text = readFileSync(page, 'utf8');
    expect(text.startsWith(`# ${title}\n`)).toBe(true);
    expect(text).toContain(`\`${id}\``);
    expect(text).toContain('```dockerfile\n');
  });
});
