import type { Page } from 'playwright-core';
import { until } from '../extension/hosts/processes.ts';
import { type QuickInput, wholly, wordsOf } from './quick-input.ts';

interface Problem {
  message: string;
  source: string;
  code: string;
  /** Counted from 1, as VS Code shows them. */
  line: number;
  column: number;
}

/** The text editor in front, and the Problems view that speaks of it. */
export interface Editor {
  /** The lines on the screen. */
  text(): Promise<string>;
  /** Waits for a line on the screen and gives it. */
  line(having: string | RegExp): Promise<string>;
  /** Puts the cursor at a place, counted from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Types at the cursor, key by key. */
  type(text: string): Promise<void>;
  save(): Promise<void>;
  /** Waits for an underlined place. */
  squiggle(severity: 'error' | 'warning' | 'info'): Promise<void>;
  /** Opens the Problems view and waits for a problem by its code or message. */
  problem(having: string | RegExp): Promise<Problem>;
  /** Every row of the Problems view, once it is open. */
  problems(): Promise<Problem[]>;
  /** Waits until the Problems view, once opened, has no such problem left. */
  noProblem(having: string | RegExp): Promise<void>;
  /** The titles of the quick fixes at the cursor. */
  quickFixes(): Promise<string[]>;
  /** Applies a quick fix at the cursor by its title, from the keyboard. */
  quickFix(title: string | RegExp): Promise<void>;
  /** Applies a quick fix at the cursor by its title, through the light bulb. */
  quickFixByLightBulb(title: string | RegExp): Promise<void>;
  /** The hover at the cursor. */
  hover(having?: string | RegExp): Promise<string>;
}

export function editorOf(page: Page, quickInput: QuickInput): Editor {
  const editor = page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
  const actions = page.locator('.action-widget .monaco-list-row.action');
  const markers = page.locator('.markers-panel .monaco-list-row:has(.marker-message)');

  const text = async () => {
    const lines = await editor.locator('.view-line').evaluateAll((elements) =>
      elements
        .map((element) => ({ top: Number.parseInt((element as HTMLElement).style.top, 10), text: element.textContent }))
        .sort((one, other) => one.top - other.top)
        .map((line) => line.text ?? ''),
    );
    return lines.join('\n').replace(/\u00a0/g, ' ');
  };

  const problems = async () => {
    if (!(await page.locator('.markers-panel').isVisible())) await quickInput.run('Problems: Focus on Problems View');
    const rows = await markers.evaluateAll((elements) =>
      elements.map((element) => {
        const part = (name: string) => element.querySelector(`.marker-${name}`)?.textContent?.trim() ?? '';
        const place = /Ln (\d+), Col (\d+)/.exec(part('line'));
        return {
          message: part('message'),
          source: part('source'),
          code: part('code'),
          line: Number(place?.[1]),
          column: Number(place?.[2]),
        };
      }),
    );
    return rows;
  };
  const matching = (having: string | RegExp) => (problem: Problem) =>
    having instanceof RegExp
      ? having.test(problem.message) || having.test(problem.code)
      : having === problem.code || problem.message.includes(having);

  const openFixes = async (
    having: string | RegExp,
    open: () => Promise<void> = () => page.keyboard.press('ControlOrMeta+.'),
  ) => {
    await until(`the quick fix ${having}`, 20_000, async () => {
      // Findings may still be on their way: asked too early, the menu says that there is nothing, or what was there.
      if (!(await actions.first().isVisible())) await open();
      await page.waitForTimeout(200);
      const titles = await actions.locator('.title').allInnerTexts();
      if (titles.some((title) => wholly(having).test(title))) return true;
      if (titles.length > 0) await page.keyboard.press('Escape');
      throw new Error(`there are ${titles.join(', ') || 'none'}`);
    });
  };
  const applyFix = async (title: string | RegExp) => {
    await actions
      .filter({ has: page.locator('.title', { hasText: wholly(title) }) })
      .first()
      .click();
    await page.locator('.action-widget .actionList').waitFor({ state: 'hidden' });
  };

  return {
    text,
    line: (having) =>
      until(`the line ${having}`, 20_000, async () => {
        const seen = await text();
        const found = seen
          .split('\n')
          .find((line) => (having instanceof RegExp ? having.test(line) : line.includes(having)));
        if (found === undefined) throw new Error(`the editor has:\n${seen}`);
        return found;
      }),
    async goTo(line, column) {
      const soon = { timeout: 4000 };
      await until(`the cursor at ${line}:${column}`, 30_000, async () => {
        await editor.locator('.view-line').first().click(soon);
        await page.keyboard.press('Control+g');
        await quickInput.write(`:${line}:${column}`, soon);
        const place = page.locator('.quick-input-list .label-name', { hasText: `line ${line} at column ${column}` });
        await place.waitFor(soon);
        await page.keyboard.press('Enter');
        await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line}, Col ${column}` }).waitFor(soon);
        return true;
      });
    },
    type: (keys) => page.keyboard.type(keys),
    async save() {
      await page.keyboard.press('ControlOrMeta+s');
      await page.locator('.tab.active.dirty').waitFor({ state: 'hidden' });
    },
    async squiggle(severity) {
      await editor.locator(`.squiggly-${severity}`).first().waitFor();
    },
    problem: (having) =>
      until(`the problem ${having}`, 20_000, async () => {
        const all = await problems();
        const found = all.find(matching(having));
        if (!found)
          throw new Error(`there are ${all.map(({ code, message }) => `${code} ${message}`).join(', ') || 'none'}`);
        return found;
      }),
    problems,
    async noProblem(having) {
      await until(
        `the problem ${having} to go`,
        20_000,
        async () => !(await problems()).some(matching(having)) || undefined,
      );
    },
    async quickFixes() {
      await openFixes(/./);
      const titles = await actions.locator('.title').allInnerTexts();
      await page.keyboard.press('Escape');
      return titles;
    },
    async quickFix(title) {
      await openFixes(title);
      await applyFix(title);
    },
    async quickFixByLightBulb(title) {
      const bulb = editor.locator('.lightBulbWidget:visible, [class*="codicon-gutter-lightbulb"]:visible').first();
      await openFixes(title, () => bulb.click({ timeout: 5_000 }));
      await applyFix(title);
    },
    async hover(having = /\S/) {
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.press('ControlOrMeta+i');
      const hover = page.locator('.monaco-resizable-hover:visible', { hasText: having });
      await hover.waitFor();
      return wordsOf(hover);
    },
  };
}
