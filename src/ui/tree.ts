import * as vscode from 'vscode';
import type { Pages } from '../adapters/aws/paging.ts';
import { isUserFacing } from '../core/errors.ts';
import { sentence } from './errors.ts';
import type { Node } from './node.ts';
import { type Entry, type FailedEntry, type MoreEntry, type NodeEntry, PagedTree } from './paged-tree.ts';
import { themeIcon } from './pick.ts';
import type { Ui } from './ui.ts';

/**
 * A view of the sidebar over nodes: a page at a time, failures and the way to more as lines of their own.
 * An empty root shows the view's welcome, by the context key `<view id>.isEmpty`.
 */
export class Tree implements vscode.TreeDataProvider<Entry>, vscode.Disposable {
  readonly #ui: Ui;
  readonly #model: PagedTree;
  readonly #view: vscode.TreeView<Entry>;
  readonly #id: string;
  readonly #changed = new vscode.EventEmitter<NodeEntry | undefined>();
  readonly #entries = new WeakMap<Node, NodeEntry>();
  readonly #logged = new WeakSet<object>();
  readonly #trusted: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(ui: Ui, viewId: string, root: Pages<Node>) {
    this.#ui = ui;
    this.#id = viewId;
    this.#model = new PagedTree(whereTrusted(root), (parent) => this.#changed.fire(parent));
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => this.reset());
    trees.add(this);
  }

  get title(): string {
    return this.#view.title ?? '';
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** Asks again for what is below a node, or for all of it; keeps what is expanded and how much is shown. */
  refresh(node?: Node): void {
    this.#model.refresh(node && this.#entries.get(node));
  }

  /** Forgets all: for another account or region. */
  reset(): void {
    this.#model.reset();
  }

  /** Selects the node that these ids lead to from the root. Answers whether there is one. */
  async reveal(ids: readonly string[]): Promise<boolean> {
    const entry = await this.#model.find(ids);
    if (entry) await this.#view.reveal(entry, { select: true, focus: true });
    return entry !== undefined;
  }

  /** The parents that have more than is shown, by name. */
  unfinished(): { label: string; more(): Promise<void> }[] {
    return this.#model.unfinished().map((parent) => ({
      label: parent ? parent.node.label : this.title,
      more: () => this.more(parent),
    }));
  }

  /** Adds a page and moves the selection to its first line, which takes the place of the one that was clicked. */
  async more(parent: NodeEntry | undefined): Promise<void> {
    const first = await this.#model.more(parent);
    if (first && this.visible) await this.#view.reveal(first, { select: true, focus: true });
  }

  async getChildren(parent?: Entry): Promise<Entry[]> {
    const entries = await this.#model.children(parent?.kind === 'node' ? parent : undefined);
    for (const entry of entries) if (entry.kind === 'node') this.#entries.set(entry.node, entry);
    // VS Code would show a welcome before the first answer too, so the welcome waits for this.
    if (!parent) void vscode.commands.executeCommand('setContext', `${this.#id}.isEmpty`, entries.length === 0);
    return [...entries];
  }

  getParent(entry: Entry): NodeEntry | undefined {
    return entry.parent;
  }

  getTreeItem(entry: Entry): vscode.TreeItem {
    const item = this.#item(entry);
    item.id = entry.key;
    return item;
  }

  dispose(): void {
    trees.delete(this);
    this.#trusted.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #item(entry: Entry): vscode.TreeItem {
    switch (entry.kind) {
      case 'node':
        return nodeItem(entry.node);
      case 'more':
        return this.#moreItem(entry);
      case 'failed':
        return this.#failedItem(entry);
      case 'empty':
        return plainItem(entry.text, 'info', 'quayside.empty');
    }
  }

  #moreItem(entry: MoreEntry): vscode.TreeItem {
    if (entry.loading) return plainItem(vscode.l10n.t('Loading…'), 'loading~spin', 'quayside.loading');
    const item = plainItem(vscode.l10n.t('Load more…'), 'ellipsis', 'quayside.more');
    item.description = vscode.l10n.t('{0} shown', entry.shown);
    item.command = { command: loadMore, title: vscode.l10n.t('Load More'), arguments: [this, entry] };
    return item;
  }

  #failedItem(entry: FailedEntry): vscode.TreeItem {
    if (entry.loading) return plainItem(vscode.l10n.t('Loading…'), 'loading~spin', 'quayside.loading');
    const { error } = entry;
    this.#logOnce(error);
    const told = error instanceof Error ? error.message : String(error);
    const item = plainItem(told, 'error', 'quayside.failed');
    const action = isUserFacing(error) ? error.action : undefined;
    item.description = action?.says ?? vscode.l10n.t('Click to try again.');
    item.tooltip = isUserFacing(error) ? sentence(error) : told;
    item.iconPath = themeIcon({ id: 'error', color: 'list.errorForeground' });
    item.command = {
      command: loadMore,
      title: action?.command?.title ?? vscode.l10n.t('Try Again'),
      arguments: [this, entry],
    };
    return item;
  }

  #logOnce(error: unknown): void {
    if (typeof error !== 'object' || error === null || this.#logged.has(error)) return;
    this.#logged.add(error);
    this.#ui.log.error(error);
  }
}

/**
 * The command behind every `Load more…` and every failure in a tree; from the palette it asks which list to go on
 * with, where there are several.
 */
export function registerLoadMore(ui: Ui): vscode.Disposable {
  return ui.register(loadMore, async (tree, entry) => {
    if (tree instanceof Tree) return growAt(tree, entry as MoreEntry | FailedEntry);
    const lists = [...trees].filter(({ visible }) => visible).flatMap((each) => each.unfinished());
    if (lists.length === 0) return ui.inform(vscode.l10n.t('Everything is shown.'));
    const title = vscode.l10n.t('Load more of which list?');
    const list = lists.length === 1 ? lists[0] : await vscode.window.showQuickPick(lists, { title });
    await list?.more();
  });
}

async function growAt(tree: Tree, entry: MoreEntry | FailedEntry): Promise<void> {
  const mend = entry.kind === 'failed' && isUserFacing(entry.error) ? entry.error.action?.command : undefined;
  if (mend) await vscode.commands.executeCommand(mend.id, ...(mend.arguments ?? []));
  await tree.more(entry.parent);
}

/** Nothing is asked in a workspace that is not trusted, which may choose the endpoint; the welcome says so. */
function whereTrusted(root: Pages<Node>): Pages<Node> {
  return async () => (vscode.workspace.isTrusted ? root() : { items: [], next: undefined });
}

const loadMore = 'quayside.loadMore';

/** The trees that are there, for the command that has none given. */
const trees = new Set<Tree>();

function nodeItem(node: Node): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(node.label, node.children ? Collapsed : None);
  item.iconPath = themeIcon(node.icon);
  item.contextValue = node.context;
  if (node.description) item.description = node.description;
  // A tooltip would be read out with every line of it otherwise.
  item.accessibilityInformation = { label: [node.label, node.description].filter(Boolean).join(', ') };
  item.tooltip = node.tooltip ?? (node.description ? `${node.label} · ${node.description}` : node.label);
  if (node.command) {
    const { id, title, arguments: given } = node.command;
    item.command = { command: id, title, arguments: [...(given ?? [node])] };
  }
  return item;
}

function plainItem(label: string, icon: string, context: string): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.iconPath = themeIcon(icon);
  item.contextValue = context;
  return item;
}
