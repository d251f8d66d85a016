import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rewriteTable } from '../../../../scripts/rewrite-table.ts';
import { rewrites } from '../../../../src/core/optimize/rewrites/index.ts';
import { pages, readRewritePage } from './rewrite-page.ts';
import { rewritten } from './rewritten.ts';

test('the table of the rewrites is what they say', () => {
  expect(readFileSync(path.join(pages, 'README.md'), 'utf8')).toBe(rewriteTable());
});

test('no two rewrites have the same id', () => {
  expect(new Set(rewrites.map(({ id }) => id)).size).toBe(rewrites.length);
});

describe.each(rewrites.map((rewrite) => [rewrite.id, rewrite] as const))('the page of %s', (id, rewrite) => {
  test('says what the rewrite says of itself', () => {
    expect(existsSync(path.join(pages, `${id}.md`)), `docs/rewrites/${id}.md`).toBe(true);
    const { text } = readRewritePage(id);
    const [title, safety] = text.split('\n');
    expect(title).toBe(`# ${rewrite.title}`);
    expect(safety).toContain(`\`${id}\`. ${rewrite.safety === 'review' ? 'To review' : 'Safe'}`);
    expect(safety?.includes('to review')).toBe(rewrite.safety === 'both');
    expect(safety?.includes('On request alone')).toBe(rewrite.onRequest !== undefined);
    expect(text).toContain(`\n## When\n${rewrite.precondition}\n`);
  });

  test('shows what the rewrite makes of the Dockerfile that it shows', () => {
    const { before, after, question } = readRewritePage(id);
    const text = before.dockerfile ?? '';
    const result = rewritten(id, text, before.files);
    expect(result.reason).toBeUndefined();
    expect(result.text).toBe(after.dockerfile ?? text);
    expect(Object.fromEntries(result.files.map((file) => [file.path, file.text]))).toEqual(after.files ?? {});
    expect(result.again).toBe(result.text);
    expect(result.proposals.map((proposal) => proposal.question)).toContain(question);
  });
});
