import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/root.ts';
import { launchBrowser } from '../extension/hosts/chromium.ts';
import { until } from '../extension/hosts/processes.ts';
import { type Editor, editorOf } from './editor.ts';
import { type Notifications, notificationsOf } from './notifications.ts';
import { type QuickInput, quickInputOf, wordsOf } from './quick-input.ts';
import { type Tree, treeOf } from './tree.ts';

/**
 * VS Code in a browser, as a person sees and moves it: by keyboard and mouse, by what stands on the screen. Every call
 * waits for what it needs (20 seconds at most) and for the visible end of what it does.
 */
export interface VSCode {
  /** The way out, for what has no word here. */
  page: Page;
  quickInput: QuickInput;
  editor: Editor;
  notifications: Notifications;
  /** The files of the folder. */
  explorer: Tree;
  /** Runs a command by its title in the palette: `Quayside: Build Image`. */
  run(command: string): Promise<void>;
  /** Opens a file by a path of the explorer (`docs/index.md`) and waits for its text. */
  openFile(file: string): Promise<void>;
  /** Brings a container of the activity bar to the front: `Quayside`, `Explorer`. */
  show(container: string): Promise<void>;
  /** A view of the sidebar by its title: `Registry`. */
  tree(view: string): Tree;
  /** The text of the item of the status bar that has this text, once it is there. */
  status(text: string | RegExp): Promise<string>;
  clickStatus(text: string | RegExp): Promise<void>;
  /** Writes `test-results/screenshots/NN-name.png` and gives its path. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens a workbench at its address and waits until a person could begin. */
export async function openVSCode(url: string): Promise<VSCode> {
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    // What is copied can be read back, without the browser asking.
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(url);
    await page.locator('.explorer-folders-view .monaco-list').waitFor({ timeout: 60_000 });
    await page.locator('.statusbar-item').first().waitFor();
    return workbenchOf(page, () => browser.close());
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function workbenchOf(page: Page, close: () => Promise<void>): VSCode {
  const quickInput = quickInputOf(page);
  const explorer = treeOf(page, page.locator('.explorer-folders-view'), 'Explorer');
  const statusItem = (text: string | RegExp) => page.locator('.statusbar-item', { hasText: text }).first();
  let pictures = 0;

  const show = async (container: string) => {
    const tab = page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${container}"])`).first();
    await tab.waitFor();
    const title = page.locator('.sidebar .composite.title h2', { hasText: container });
    // A click on the one in front would close the sidebar.
    if (!(await title.isVisible())) await tab.locator('.action-label').click();
    await title.waitFor();
  };

  return {
    page,
    quickInput,
    editor: editorOf(page, quickInput),
    notifications: notificationsOf(page),
    explorer,
    run: quickInput.run,
    async openFile(file) {
      await show('Explorer');
      const parts = file.split('/');
      const tab = page.locator(`.tab.active[data-resource-name="${parts.at(-1)}"]`);
      // A file that comes to be meanwhile moves the rows, and the second click of two then falls on another one.
      await until(`${file} to open`, 30_000, async () => {
        await explorer.open(...parts);
        await tab.waitFor({ timeout: 4000 });
        return true;
      });
      await page.locator('.editor-instance .view-line').first().waitFor();
    },
    show,
    tree: (view) =>
      treeOf(page, page.locator('.sidebar .pane', { has: page.locator(`h3.title >> text="${view}"`) }), view),
    async status(text) {
      await statusItem(text).waitFor();
      return wordsOf(statusItem(text));
    },
    async clickStatus(text) {
      await statusItem(text).locator('.statusbar-item-label').click();
    },
    async screenshot(name) {
      const folder = path.join(root, 'test-results/screenshots');
      mkdirSync(folder, { recursive: true });
      const file = path.join(folder, `${String(++pictures).padStart(2, '0')}-${name}.png`);
      await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
      return file;
    },
    close,
  };
}
