import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Server, startServer } from '../extension/hosts/code-server.ts';
import { packagedVsix } from '../extension/hosts/vsix.ts';
import { openVSCode, type VSCode } from './vscode.ts';

// A person with a configuration of their own, and a folder that gets one while it is open.
let scratch: string;
let server: Server;
let code: VSCode;

const write = (name: string, text: string) => writeFileSync(path.join(scratch, name), text);

beforeAll(async () => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'quayside-e2e-'));
  for (const folder of ['own', 'folder', 'folder/other']) mkdirSync(path.join(scratch, folder));
  write('own/hadolint.yaml', 'ignored: [DL3006]\n');
  write('folder/Dockerfile', 'FROM debian\nWORKDIR srv\nCMD ["sh"]\n');
  write('folder/other/Dockerfile', 'FROM debian:latest\nWORKDIR srv\nCMD ["sh"]\n');
  server = await startServer({
    folder: path.join(scratch, 'folder'),
    vsix: [packagedVsix()],
    environment: { XDG_CONFIG_HOME: path.join(scratch, 'own') },
  });
  code = await openVSCode(server.url);
});

afterAll(async () => {
  await code?.close();
  await server?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

test('a person’s own configuration applies where the folder has none', async () => {
  await code.openFile('Dockerfile');
  await code.editor.problem('DL3000');
  await code.editor.noProblem('DL3006');
});

test('a configuration that another program puts into the folder applies, and shows what is wrong in it', async () => {
  write('folder/.hadolint.yaml', '# ours\nignored:\n  - DL3000 # for now\nno-fial: true\n');
  // VS Code hears of files only once its watcher is up, which takes a moment after a start: who turns to the file sees it.
  await code.openFile('other/Dockerfile');
  await code.openFile('Dockerfile');
  await code.editor.problem('DL3006');
  await code.editor.noProblem('DL3000');
  expect(await code.editor.problem('no-fial')).toMatchObject({ line: 4, column: 1 });
  await code.screenshot('lint-configuration-problem');
});

test('the language status and a command say which configuration applies', async () => {
  await code.page.locator('.statusbar-item[id="status.languageStatus"]').hover();
  const status = code.page.locator('.hover-language-status', { hasText: '.hadolint.yaml' });
  await status.waitFor();
  await code.screenshot('lint-configuration-status');
  await code.run('Quayside: Show Lint Configuration');
  const choices = await code.quickInput.choices('.hadolint.yaml');
  expect(choices).toHaveLength(1);
  await code.screenshot('lint-configuration-shown');
  await code.quickInput.choose(/\.hadolint\.yaml/);
  expect(await code.editor.line('DL3000')).toBe('  - DL3000 # for now');
});

test('a finding can be ignored here, in the stage, in the file and in the configuration', async () => {
  await code.openFile('Dockerfile');
  await code.editor.goTo(1, 7);
  const offered = (await code.editor.quickFixes()).filter((title) => title.startsWith('Ignore DL3006'));
  expect(offered).toEqual([
    'Ignore DL3006 on this instruction',
    'Ignore DL3006 in this file',
    'Ignore DL3006 in .hadolint.yaml',
  ]);
  await code.editor.quickFix('Ignore DL3006 in .hadolint.yaml');
  await code.editor.noProblem('DL3006');
});

test('every Dockerfile of the workspace is checked on demand', async () => {
  await code.run('Quayside: Lint Workspace');
  const said = await code.notifications.message('Dockerfiles checked');
  expect(said).toContain('Dockerfiles checked: 2.');
  await code.screenshot('lint-workspace');
  await code.notifications.click('Dockerfiles checked', 'Show Problems');
  await code.editor.problem('DL3007');
});
