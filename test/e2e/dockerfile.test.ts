import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';
import { type Server, startServer } from '../extension/hosts/code-server.ts';
import { packagedVsix } from '../extension/hosts/vsix.ts';
import { openVSCode, type VSCode } from './vscode.ts';

// A person and the Dockerfile of the example, without an engine or an account.
let folder: string;
let server: Server;
let code: VSCode;

beforeAll(async () => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'quayside-e2e-')), 'shop');
  cpSync(path.join(root, 'examples/shop'), folder, { recursive: true });
  server = await startServer({ folder, vsix: [packagedVsix()] });
  code = await openVSCode(server.url);
});

afterAll(async () => {
  await code?.close();
  await server?.stop();
  rmSync(path.dirname(folder), { recursive: true, force: true });
});

test('opening a poor Dockerfile shows what is wrong with it, in the text and in Problems', async () => {
  await code.openFile('Dockerfile');
  await code.editor.squiggle('warning');
  expect(await code.editor.problem('DL3007')).toMatchObject({ source: 'quayside', line: 1, column: 11 });
  expect(await code.editor.problem('DL3025')).toMatchObject({ line: 8, column: 5 });
  await code.screenshot('dockerfile-findings');
});

test('pointing at a finding explains it', async () => {
  await code.editor.goTo(8, 6);
  expect(await code.editor.hover('DL3025')).toMatch(/JSON array/);
  await code.screenshot('dockerfile-hover');
});

test('a quick fix from the keyboard mends one finding', async () => {
  await code.editor.goTo(8, 6);
  expect(await code.editor.quickFixes()).toContain('Ignore DL3025 on this instruction');
  await code.editor.quickFix('Write the command as a JSON array');
  expect(await code.editor.line('CMD')).toBe('CMD ["npm", "start"]');
  await code.editor.noProblem('DL3025');
});

test('the light bulb mends another', async () => {
  await code.editor.goTo(3, 2);
  await code.editor.quickFixByLightBulb('Use COPY instead of ADD');
  expect(await code.editor.line('. .')).toBe('COPY . .');
  await code.editor.noProblem('DL3020');
});

test('a new finding appears while it is typed and goes when it is taken back', async () => {
  await code.editor.goTo(8, 1);
  await code.editor.type('USER root\n');
  expect((await code.editor.problem('DL3002')).line).toBe(8);
  await code.editor.goTo(8, 1);
  await code.run('Delete Line');
  await code.editor.noProblem('DL3002');
});

test('“fix all” from the palette mends what has a safe fix, and the file can be saved', async () => {
  await code.run('Quayside: Fix All Safe Findings in This Dockerfile');
  await code.editor.line('&& npm install');
  await code.editor.save();
  await code.screenshot('dockerfile-fixed');
  const saved = () => readFileSync(path.join(folder, 'Dockerfile'), 'utf8');
  // The mark of an unsaved file goes a moment before the file is there.
  await expect.poll(saved, { timeout: 10_000 }).toContain('rm -rf /var/lib/apt/lists/*');
  expect(saved()).toContain('CMD ["npm", "start"]');
});
