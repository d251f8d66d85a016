import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';
import { type Server, startServer } from '../extension/hosts/code-server.ts';
import { until } from '../extension/hosts/processes.ts';
import { packagedVsix } from '../extension/hosts/vsix.ts';
import { provideBases } from '../prove/bases.ts';
import { dockerAt, type Testbed, useTestbed } from '../testbed/testbed.ts';
import { openVSCode, type VSCode } from './vscode.ts';

// A person, a Dockerfile that was written in a hurry, and a real engine.
const minutes = 60_000;
const example = path.join(root, 'examples/optimize/php-postcards');
const original = readFileSync(path.join(example, 'Dockerfile'), 'utf8');
/** Of the image that is built here alone. */
const name = `postcards-${process.pid}`;

let testbed: Testbed;
let folder: string;
let server: Server;
let code: VSCode;

beforeAll(async () => {
  testbed = await useTestbed();
  const missing = await provideBases(dockerAt(testbed.dockerHost as string), original);
  expect(missing).toEqual([]);
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'quayside-optimize-')), name);
  cpSync(example, folder, { recursive: true });
  rmSync(path.join(folder, 'best.Dockerfile'));
  // Composer would draw a new name for its loader with each build, and no two builds were equal.
  const manifest = JSON.parse(readFileSync(path.join(folder, 'composer.json'), 'utf8'));
  const config = { ...manifest.config, 'autoloader-suffix': 'Postcards' };
  writeFileSync(path.join(folder, 'composer.json'), JSON.stringify({ ...manifest, config }));
  server = await startServer({ folder, vsix: [packagedVsix()], environment: testbed.env });
  code = await openVSCode(server.url);
});

afterAll(async () => {
  await code?.close();
  await server?.stop();
  if (testbed?.dockerHost)
    await dockerAt(testbed.dockerHost)
      .getImage(`${name}:latest`)
      .remove({ force: true })
      .catch(() => {});
  if (folder) rmSync(path.dirname(folder), { recursive: true, force: true });
  await testbed?.stop();
});

test('Optimize Dockerfile… lists what could be done, with its reason, and shows the result beside it', async () => {
  await code.openFile('Dockerfile');
  await code.run('Quayside: Optimize Dockerfile…');
  const list = code.tree('Optimize');
  expect(await list.row('COPY files instead of adding them')).toMatchObject({ level: 1, description: 'safe' });
  expect(await list.row('Let Composer work in a stage of its own')).toMatchObject({ description: 'to be reviewed' });
  await list.row('COPY files instead of adding them', /^ADD may unpack or download/);
  expect(await list.row('What is not proposed, and why')).toMatchObject({ expanded: false });
  const after = await resultHas('COPY . /srv/postcards');
  expect(after).toContain('rm -rf /var/lib/apt/lists/*');
  expect(after).not.toContain('AS build');
  await code.screenshot('optimize-list');
});

test('a box changes the result while the list stays where it is, from the keyboard too', async () => {
  const list = code.tree('Optimize');
  await checkbox(code.page, 'Let Composer work in a stage of its own').click();
  await resultHas('COPY --from=build /srv/postcards /srv/postcards');
  await code.screenshot('optimize-switched');
  await until('Space to switch it off', 30_000, async () => {
    // A key that is pressed while the click still shows the place of the row goes elsewhere: then it is pressed again.
    await list.click('Let Composer work in a stage of its own');
    await code.page.keyboard.press('Space');
    return resultHas('COPY . /srv/postcards', 'COPY --from=build', 8000);
  });
});

test('why something is not proposed stands in the list', async () => {
  const list = code.tree('Optimize');
  // What lies below the window's edge is not drawn.
  const [first, second] = [
    'Let Composer work in a stage of its own',
    'Copy the manifests and install before the sources are copied',
  ] as const;
  for (const proposal of [first, second]) await list.collapse(proposal);
  await list.expand('What is not proposed, and why');
  const row = await list.row('What is not proposed, and why', /Go program/);
  expect(row.description).toBe('Nothing is built with Go.');
  await code.screenshot('optimize-declined');
  await list.collapse('What is not proposed, and why');
  for (const proposal of [first, second]) await list.expand(proposal);
});

test('what is chosen is applied, and undone, in one step', async () => {
  await code.run('Quayside: Apply Chosen Proposals');
  await code.notifications.message(/Proposals applied to Dockerfile: \d/);
  await code.editor.line('COPY . /srv/postcards');
  await code.screenshot('optimize-applied');
  await code.notifications.clear();
  await code.page.keyboard.press('ControlOrMeta+z');
  await code.editor.line('ADD . /srv/postcards');
  expect(await code.editor.text()).not.toContain('rm -rf');
  await code.screenshot('optimize-undone');
});

test('the result can be written beside it', async () => {
  await code.run('Quayside: Optimize Dockerfile…');
  await code.tree('Optimize').row('COPY files instead of adding them');
  await resultHas('COPY . /srv/postcards');
  await code.run('Quayside: Write Optimized Dockerfile Beside…');
  expect(await code.quickInput.value()).toBe('Dockerfile.optimized');
  await code.screenshot('optimize-beside');
  await code.quickInput.answer('Dockerfile.optimized');
  const written = path.join(folder, 'Dockerfile.optimized');
  await until('the file', 20_000, async () => existsSync(written) || undefined);
  expect(readFileSync(written, 'utf8')).toContain('COPY . /srv/postcards');
  expect(readFileSync(path.join(folder, 'Dockerfile'), 'utf8')).toBe(original);
});

test(
  'Prove Optimization asks, builds and starts both, and reports that they are equal',
  async () => {
    await code.run('Quayside: Prove Optimization');
    expect(await code.notifications.dialog(/Prove that the optimized Dockerfile/)).toMatch(/built on your engine/);
    await code.screenshot('prove-asked');
    await code.notifications.clickDialog('Build and Start Both');
    await code.notifications.message(/Proving the optimization of Dockerfile/);
    await code.screenshot('prove-running');
    const told = await code.notifications.message(/: (equal|different|could not tell)/, 9 * minutes);
    await webview().locator('h1', { hasText: 'Proof of an optimization' }).waitFor();
    await webview().locator('td', { hasText: 'Build after a change of src/Page.php' }).waitFor();
    await code.screenshot('prove-report');
    expect(told).toMatch(/^Dockerfile: equal/);
    await code.notifications.click(/: equal/, 'Show JSON');
    await code.editor.line('"verdict": "equal"');
    await code.notifications.clear();
  },
  10 * minutes,
);

test(
  'the layers of what was built are a picture and a tree, and lead to the lines that made them',
  async () => {
    await code.run('Quayside: Close Proposals');
    await code.run('View: Close All Editors');
    const dialog = code.page.locator('.monaco-dialog-box');
    if (await dialog.isVisible()) await code.notifications.clickDialog("Don't Save");
    await code.openFile('Dockerfile');
    await code.run('Quayside: Build Image');
    await code.notifications.message(/Built postcards/, 5 * minutes);
    await code.notifications.click(/Built postcards/, 'Show Layers');
    const tree = code.tree('Layers');
    await code.page.locator('.tab.active', { hasText: /Layers of postcards/ }).waitFor({ timeout: 2 * minutes });
    const page = webview();
    await page.locator('table').first().waitFor();
    await code.notifications.clear();
    await code.screenshot('layers');
    const run = await tree.row(/RUN .*apt-get install/);
    expect(run.description).toMatch(/MB.*line 4/);
    await tree.expand(/RUN .*apt-get install/);
    await code.screenshot('layers-tree');
    await page.locator('a', { hasText: /^8$/ }).click();
    await code.page.locator('#status\\.editor\\.selection', { hasText: 'Ln 8, Col 1' }).waitFor();
    await code.screenshot('layers-line');
  },
  9 * minutes,
);

/** The right side of the diff, once it has one thing and has not another. */
async function resultHas(wanted: string, unwanted?: string, within = 20_000): Promise<string> {
  return until(`${wanted} in the result`, within, async () => {
    const lines = await code.page.locator('.editor.modified .view-line').allInnerTexts();
    const text = lines.join('\n').replaceAll('\u00a0', ' ');
    if (!text.includes(wanted) || (unwanted !== undefined && text.includes(unwanted)))
      throw new Error(`The result is:\n${text}`);
    return text;
  });
}

/** The page of the webview in front. */
const webview = () => code.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');

const checkbox = (page: Page, label: string) =>
  page.locator('.sidebar .monaco-list-row', { hasText: label }).first().locator('.custom-view-tree-node-item-checkbox');
