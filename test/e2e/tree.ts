import type { Locator, Page } from 'playwright-core';
import { until } from '../extension/hosts/processes.ts';
import { wholly } from './quick-input.ts';

interface Row {
  label: string;
  description: string;
  /** 1 for the rows at the top. */
  level: number;
  /** Missing where there is nothing to expand. */
  expanded?: boolean;
  /** What a screen reader says. */
  spoken: string;
}

type Label = string | RegExp;

/** A tree of the sidebar. A row is named by the labels that lead to it: `('web', 'service', /^task/)`. */
export interface Tree {
  /** The rows on the screen, from top to bottom. */
  rows(): Promise<Row[]>;
  /** Waits for a row, expanding all above it, and gives it. */
  row(...path: Label[]): Promise<Row>;
  /** Waits until a row is gone, while its parents stand expanded. */
  gone(...path: Label[]): Promise<void>;
  /** Expands a row and waits for its children. */
  expand(...path: Label[]): Promise<Row>;
  collapse(...path: Label[]): Promise<void>;
  /** Double-clicks a row. */
  open(...path: Label[]): Promise<void>;
  click(...path: Label[]): Promise<void>;
  /** Opens a row's context menu, gives its entries and clicks one where `entry` is given. */
  menu(path: Label[], entry?: Label): Promise<string[]>;
  /** Clicks an action at the end of a row by its title. */
  rowAction(path: Label[], title: string): Promise<void>;
  /** Clicks an action of the view's title bar by its title. */
  titleAction(title: string): Promise<void>;
  /** What the view says while it has no rows: its welcome or its message. */
  welcome(having?: string | RegExp): Promise<string>;
  clickWelcome(button: string): Promise<void>;
}

export function treeOf(page: Page, pane: Locator, name: string): Tree {
  const row = '.monaco-list-rows > .monaco-list-row';
  // A parent that has scrolled away stays at the top as a copy, which says where its children belong.
  const copy = '.monaco-tree-sticky-container .monaco-list-row';
  const list = pane.locator('.monaco-list').first();

  const rows = async (): Promise<(Row & { index: string })[]> => {
    const seen = await pane.locator(`${row}, ${copy}`).evaluateAll((elements) =>
      elements.map((element) => ({
        index: element.getAttribute('data-index') ?? '',
        label: element.querySelector('.label-name')?.textContent?.trim() ?? '',
        description: element.querySelector('.label-description')?.textContent?.trim() ?? '',
        level: Number(element.getAttribute('aria-level')),
        expanded: element.getAttribute('aria-expanded'),
        spoken: element.getAttribute('aria-label')?.trim() ?? '',
      })),
    );
    return seen
      .filter(({ index }, at) => seen.findIndex((other) => other.index === index) === at)
      .sort((one, other) => Number(one.index) - Number(other.index))
      .map(({ expanded, ...rest }) => (expanded === null ? rest : { ...rest, expanded: expanded === 'true' }));
  };

  const find = async (path: Label[]) => {
    const all = await rows();
    let from = 0;
    let found: (typeof all)[number] | undefined;
    for (const [depth, label] of path.entries()) {
      const at = all.findIndex((row, index) => index >= from && row.level === depth + 1 && matches(row.label, label));
      const left = all.findIndex((row, index) => index >= from && row.level <= depth);
      if (at < 0 || (left >= 0 && left < at)) return { all, found: undefined };
      found = all[at];
      from = at + 1;
    }
    return { all, found };
  };

  const waitFor = async (path: Label[]) => {
    for (let depth = 1; depth < path.length; depth++) await setExpanded(path.slice(0, depth), true);
    return until(`the row ${named(path)} of ${name}`, 20_000, async () => {
      const { all, found } = await find(path);
      if (found) return found;
      await scrollOn();
      throw new Error(`there are ${all.map((row) => row.label).join(', ') || 'no rows'}`);
    });
  };

  // Only the rows on the screen exist: what is not there may be further down, or above.
  const scrollOn = async () => {
    if (!(await list.isVisible())) return;
    await list.focus();
    const focus = () => list.getAttribute('aria-activedescendant');
    const before = await focus();
    await page.keyboard.press('PageDown');
    // The focus follows the scrolling, a moment later; where it stays, this was the last page.
    const moved = await until('the next page', 500, async () => (await focus()) !== before || undefined).catch(
      () => false,
    );
    if (!moved) await page.keyboard.press('Home');
  };

  const locate = async (path: Label[]) => {
    const { index, label } = await waitFor(path);
    return pane.locator(`${row}[data-index="${index}"]`).filter({ hasText: label });
  };

  /** What is done with a row is done with where it stands by then: rows move while others come to be. */
  const onRow = async (path: Label[], act: (row: Locator) => Promise<void>): Promise<void> => {
    await until(`the row ${named(path)} of ${name} to hold still`, 20_000, async () => {
      await act(await locate(path));
      return true;
    });
  };

  const setExpanded = async (path: Label[], wanted: boolean): Promise<Row> => {
    const before = await waitFor(path);
    if (before.expanded === undefined) throw new Error(`The row ${named(path)} of ${name} has nothing to expand.`);
    const stands = () =>
      until(`${named(path)} of ${name} to ${wanted ? 'expand' : 'collapse'}`, 4000, async () => {
        const { found } = await find(path);
        const busy = await pane.locator('.codicon-tree-item-loading').count();
        return found?.expanded === wanted && busy === 0 ? found : undefined;
      });
    if (before.expanded === wanted) return stands();
    // The row may move away from under the mouse while others come to be: then it is looked for again.
    return until(`${named(path)} of ${name}, clicked,`, 30_000, async () => {
      const twistie = (await locate(path)).locator('.monaco-tl-twistie');
      if ((await find(path)).found?.expanded !== wanted) await twistie.click({ timeout: 4000 });
      return stands();
    });
  };

  return {
    rows,
    row: (...path) => waitFor(path),
    async gone(...path) {
      for (let depth = 1; depth < path.length; depth++) await setExpanded(path.slice(0, depth), true);
      await until(
        `the row ${named(path)} of ${name} to go`,
        20_000,
        async () => !(await find(path)).found || undefined,
      );
    },
    expand: (...path) => setExpanded(path, true),
    async collapse(...path) {
      await setExpanded(path, false);
    },
    open: (...path) => onRow(path, (row) => row.dblclick({ timeout: 4000 })),
    click: (...path) => onRow(path, (row) => row.click({ timeout: 4000 })),
    async menu(path, entry) {
      await (await locate(path)).click({ button: 'right' });
      const entries = page.locator('.monaco-menu .action-menu-item .action-label:not(.separator)');
      await entries.first().waitFor();
      const labels = await entries.allInnerTexts();
      await until(`the menu of ${named(path)} to close`, 20_000, async () => {
        if (!(await entries.first().isVisible())) return true;
        // In its first tenth of a second a menu takes no click, lest the one that opened it chooses.
        if (entry === undefined) await page.keyboard.press('Escape');
        else await entries.filter({ hasText: wholly(entry) }).click({ delay: 120, timeout: 5000 });
        return undefined;
      });
      return labels;
    },
    async rowAction(path, title) {
      const place = await locate(path);
      await place.hover();
      await place.locator(`.actions .action-label[aria-label^="${title}"]`).click();
    },
    async titleAction(title) {
      await pane.hover();
      await pane.locator(`.pane-header .action-label[aria-label^="${title}"]`).click();
    },
    async welcome(having = /\S/) {
      const words = pane.locator('.welcome-view-content:visible, .tree-explorer-viewlet-tree-view .message:visible');
      await words.filter({ hasText: having }).first().waitFor();
      return (await words.allInnerTexts()).join('\n').trim();
    },
    async clickWelcome(button) {
      await pane.locator('.welcome-view-content .monaco-button', { hasText: wholly(button) }).click();
    },
  };
}

const matches = (label: string, wanted: Label) => wholly(wanted).test(label);
const named = (path: Label[]) => path.map(String).join(' › ');
