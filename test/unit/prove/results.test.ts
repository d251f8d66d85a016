import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Results } from '../../prove/results.ts';
import { UNMEASURED } from '../../prove/table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quayside-results-'));
});
afterAll(() => rm(folder, { recursive: true }));

const row = {
  name: 'shop',
  ecosystem: 'go',
  image: UNMEASURED,
  above: UNMEASURED,
  cold: UNMEASURED,
  rebuild: UNMEASURED,
  verdict: 'equal' as const,
};
const applied = { text: '', files: [], applied: [], parts: [], changes: [] };

test('a later run knows what an earlier one found', async () => {
  const file = path.join(folder, 'results.jsonl');
  const first = await Results.open({ results: file, reports: undefined });
  await first.add({ row, applied, report: undefined });
  await first.addRefused({ name: 'mill', ecosystem: 'pip', ok: false, reason: 'no such package' });
  const later = await Results.open({ results: file, reports: undefined });
  expect(later.row('shop')).toEqual(row);
  expect(later.refused('mill')?.reason).toBe('no such package');
  expect(later.row('mill') ?? later.refused('shop')).toBeUndefined();
});

test('what ran out of time, and what is known to build, is tried again', async () => {
  const file = path.join(folder, 'survey.jsonl');
  const lines = [
    { name: 'slow', ecosystem: 'cargo', ok: false, reason: 'took longer than 10 minutes', timedOut: true },
    { name: 'fine', ecosystem: 'cargo', ok: true, reason: '', timedOut: false },
    { name: 'broken', ecosystem: 'cargo', ok: false, reason: 'no such crate', timedOut: false },
  ];
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const results = await Results.open({ results: file, reports: undefined });
  expect(['slow', 'fine', 'broken'].map((name) => results.refused(name)?.reason)).toEqual([
    undefined,
    undefined,
    'no such crate',
  ]);
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(4);
});
