import type { Locator, Page } from 'playwright-core';
import { until } from '../extension/hosts/processes.ts';
import { wordsOf } from './quick-input.ts';

/** Notifications in the corner, and the dialogs that stand in the way until they are answered. */
export interface Notifications {
  /** Waits for a notification and gives its whole message. */
  message(having: string | RegExp, timeout?: number): Promise<string>;
  /** The labels of a notification's buttons. */
  buttons(having: string | RegExp): Promise<string[]>;
  click(having: string | RegExp, button: string): Promise<void>;
  /** Waits until a notification is no longer shown. */
  gone(having: string | RegExp, timeout?: number): Promise<void>;
  /** All messages on the screen now. */
  shown(): Promise<string[]>;
  clear(): Promise<void>;
  /** Waits for a dialog and gives its message and detail. */
  dialog(having: string | RegExp): Promise<string>;
  clickDialog(button: string): Promise<void>;
}

const soon = { timeout: 4000 };

export function notificationsOf(page: Page): Notifications {
  const toasts = page.locator(':is(.notifications-toasts, .notifications-center) .notification-list-item:visible');
  const messages = toasts.locator('.notification-list-item-message');
  const dialog = page.locator('.monaco-dialog-box');
  const toast = (having: string | RegExp): Locator => toasts.filter({ hasText: having }).first();
  const buttons = '.notification-list-item-buttons-container .monaco-button:visible';

  return {
    async message(having, timeout = 20_000) {
      await toast(having).waitFor({ timeout });
      return wordsOf(toast(having).locator('.notification-list-item-message'));
    },
    async buttons(having) {
      await toast(having).waitFor();
      return toast(having).locator(buttons).allInnerTexts();
    },
    async click(having, button) {
      await until(`${button} of the notification ${having}`, 20_000, async () => {
        // What nobody answers goes from the corner after some seconds, and stays behind the bell.
        if (!(await toast(having).isVisible())) await page.locator('#status\\.notifications').click(soon);
        await toast(having).locator(buttons, { hasText: button }).click(soon);
        return true;
      });
    },
    async gone(having, timeout = 20_000) {
      await toast(having).waitFor({ state: 'hidden', timeout });
    },
    shown: () => messages.allInnerTexts(),
    async clear() {
      // A toast may go by itself while it is being closed.
      const near = { timeout: 2_000 };
      while ((await toasts.count()) > 0) {
        await toasts
          .first()
          .hover(near)
          .catch(() => {});
        const close = toasts.first().locator('.codicon-notifications-clear');
        await close.click(near).catch(() => {});
      }
    },
    async dialog(having) {
      await dialog.filter({ hasText: having }).waitFor();
      return wordsOf(dialog.locator('.dialog-message-container'));
    },
    async clickDialog(button) {
      await dialog.locator('.dialog-buttons .monaco-button', { hasText: button }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
