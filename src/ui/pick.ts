import * as vscode from 'vscode';
import type { Page, Pages } from '../adapters/aws/paging.ts';
import { CancelledError, UserFacingError } from '../core/errors.ts';
import type { Icon, Node } from './node.ts';

interface PickOptions<T> {
  readonly title: string;
  readonly placeholder?: string;
  /** Said when there is nothing to pick. */
  readonly empty: string;
  item(value: T): { readonly label: string; readonly description?: string | undefined; readonly icon?: Icon };
  /** Which of the listed can be picked; all of them unless given. */
  accept?(value: T): boolean;
}

interface Row<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

/**
 * Lets the person pick one of a listing, a page at a time.
 * @throws CancelledError when the picker is left; UserFacingError `nothing-to-pick`; what the first page throws
 */
async function pick<T>(listing: Pages<T>, options: PickOptions<T>): Promise<T> {
  const picker = vscode.window.createQuickPick<Row<T>>();
  picker.title = options.title;
  picker.placeholder = options.placeholder;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.busy = true;
  picker.show();
  const picking = new Picking(picker, options);
  try {
    await picking.add(listing);
    return await picking.answer();
  } finally {
    picker.dispose();
  }
}

class Picking<T> {
  readonly #picker: vscode.QuickPick<Row<T>>;
  readonly #options: PickOptions<T>;
  readonly #hidden: Promise<undefined>;
  #rows: readonly Row<T>[] = [];
  #fetch: (() => Promise<Page<T>>) | undefined;

  constructor(picker: vscode.QuickPick<Row<T>>, options: PickOptions<T>) {
    this.#picker = picker;
    this.#options = options;
    this.#hidden = new Promise((resolve) => picker.onDidHide(() => resolve(undefined)));
  }

  /** Adds the next page that has something to pick. */
  async add(fetch: () => Promise<Page<T>>): Promise<void> {
    this.#picker.busy = true;
    const before = this.#rows.length;
    this.#fetch = fetch;
    while (this.#fetch && this.#rows.length === before) {
      const page: Page<T> | undefined = await Promise.race([this.#fetch(), this.#hidden]);
      if (!page) throw new CancelledError();
      this.#rows = [
        ...this.#rows,
        ...page.items.filter((value) => this.#accepts(value)).map((value) => this.#row(value)),
      ];
      this.#fetch = page.next;
    }
    if (this.#rows.length === 0) throw new UserFacingError({ code: 'nothing-to-pick', message: this.#options.empty });
    this.#show(vscode.l10n.t('Load more…'));
    this.#picker.busy = false;
    const first = this.#rows[before];
    if (first) this.#picker.activeItems = [first];
  }

  answer(): Promise<T> {
    return new Promise((resolve, reject) => {
      void this.#hidden.then(() => reject(new CancelledError()));
      this.#picker.onDidAccept(() => {
        const [row] = this.#picker.selectedItems;
        if (!row) return;
        if (this.#rows.includes(row)) resolve(row.value as T);
        else if (this.#fetch && !this.#picker.busy)
          this.add(this.#fetch).catch((error: unknown) => this.#failed(error));
      });
    });
  }

  #failed(error: unknown): void {
    this.#picker.busy = false;
    const message = error instanceof Error ? error.message : String(error);
    this.#show(vscode.l10n.t('Try again: {0}', message));
  }

  #show(last: string): void {
    const more: Row<T>[] = this.#fetch
      ? [{ label: last, iconPath: new vscode.ThemeIcon('ellipsis'), alwaysShow: true }]
      : [];
    this.#picker.items = [...this.#rows, ...more];
  }

  #accepts(value: T): boolean {
    return this.#options.accept?.(value) ?? true;
  }

  #row(value: T): Row<T> {
    const { label, description, icon } = this.#options.item(value);
    return { label, value, ...(description && { description }), ...(icon && { iconPath: themeIcon(icon) }) };
  }
}

export interface PickStep {
  /** The first word of the node's context: `quayside.repository`. */
  readonly context: string;
  readonly title: string;
  readonly empty: string;
}

/**
 * Lets the person pick a node as the tree shows it, level after level from its root.
 * @throws as `pick`
 */
export async function pickNode(root: Pages<Node>, steps: readonly [PickStep, ...PickStep[]]): Promise<Node> {
  let listing: Pages<Node> | undefined = root;
  let picked: Node | undefined;
  for (const { context, title, empty } of steps) {
    const accept = (node: Node): boolean => node.context.split(' ', 1)[0] === context;
    if (!listing) throw new UserFacingError({ code: 'nothing-to-pick', message: empty });
    picked = await pick(listing, { title, empty, accept, item: (node) => node });
    listing = picked.children;
  }
  return picked as Node;
}

export function themeIcon(icon: Icon): vscode.ThemeIcon {
  if (typeof icon === 'string') return new vscode.ThemeIcon(icon);
  return new vscode.ThemeIcon(icon.id, new vscode.ThemeColor(icon.color));
}
