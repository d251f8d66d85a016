import type { Locator, Page } from 'playwright-core';
import { until } from '../extension/hosts/processes.ts';

/** The box at the top of the window: the palette, lists to choose from and lines to fill in. */
export interface QuickInput {
  /** Runs a command by its title, as the palette shows it: `Quayside: Build Image`. */
  run(command: string): Promise<void>;
  /** The labels that can be chosen, once `having` is among them, or once there is one. */
  choices(having?: string | RegExp): Promise<string[]>;
  /** Chooses a row by its label. */
  choose(label: string | RegExp): Promise<void>;
  /** Writes into the line that is asked for, in place of what is there, and confirms. */
  answer(text: string): Promise<void>;
  /** Writes into the line without confirming: a filter, or a value that is going to be refused. */
  write(text: string, within?: { timeout: number }): Promise<void>;
  /** What the line holds before anything is written. */
  value(): Promise<string>;
  /** Title, placeholder and the line below: the prompt, or the sentence that says why the value is refused. */
  words(): Promise<string>;
  dismiss(): Promise<void>;
}

const soon = { timeout: 4000 };

export function quickInputOf(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget:visible');
  const input = widget.locator('.quick-input-box input');
  const rows = widget.locator('.quick-input-list .monaco-list-row');
  const firstLine = '.quick-input-list-row:first-child .label-name';

  const row = (label: string | RegExp): Locator =>
    rows.filter({ has: page.locator(firstLine, { hasText: wholly(label) }) }).first();

  return {
    async run(command) {
      await until(`the command ${command} in the palette`, 30_000, async () => {
        await page.keyboard.press('F1');
        // A key that is pressed while the window is busy may be lost, and what takes the focus a moment later closes the
        // palette: then it is opened again.
        await input.waitFor(soon);
        await input.fill(`>${command}`, soon);
        // Enter would take whatever stood first before the list was filtered.
        await row(command).click(soon);
        return true;
      });
      // A command that asks at once opens the next question in the same box, so closing is not what is waited for.
      await until(`${command} to leave the palette`, 20_000, async () => {
        return !(await input.isVisible()) || (await input.inputValue()) !== `>${command}` || undefined;
      });
    },
    async choices(having) {
      await (having === undefined ? rows.first() : row(having)).waitFor();
      return rows.locator(firstLine).allInnerTexts();
    },
    async choose(label) {
      await rows.first().waitFor();
      // A long list holds only what is on the screen.
      if (typeof label === 'string' && !(await row(label).isVisible())) await input.fill(label);
      await row(label).click();
    },
    async answer(text) {
      await input.waitFor();
      await input.fill(text);
      await page.keyboard.press('Enter');
    },
    async write(text, within) {
      await input.waitFor(within);
      await input.fill(text, within);
    },
    async value() {
      await input.waitFor();
      return input.inputValue();
    },
    async words() {
      await input.waitFor();
      const parts = await widget.locator('.quick-input-title:visible, .quick-input-message:visible').allInnerTexts();
      const placeholder = (await input.getAttribute('placeholder')) ?? '';
      return [...parts, placeholder]
        .map((part) => part.trim())
        .filter(Boolean)
        .join('\n');
    },
    async dismiss() {
      await page.keyboard.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
  };
}

/** A text that must be the whole of a label; a pattern is taken as it is. */
export const wholly = (label: string | RegExp): RegExp =>
  label instanceof RegExp ? label : new RegExp(`^\\s*${label.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\s*$`);

/** What an element shows, in its lines. */
export const wordsOf = async (element: Locator): Promise<string> => (await element.allInnerTexts()).join('\n').trim();
