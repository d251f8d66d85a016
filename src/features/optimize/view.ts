/** The list of proposals in the sidebar, each with a box. It survives that the person looks elsewhere. */
import * as vscode from 'vscode';
import { themeIcon } from '../../ui/pick.ts';
import type { Row } from './chosen-proposals.ts';
import { type Line, linesOf } from './lines.ts';
import type { OptimizeSession } from './session.ts';

export const viewId = 'quayside.proposals';
const openCommand = 'quayside.openProposalPlace';

export class ProposalsView implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<Line>;
  readonly #parts: vscode.Disposable;
  #session: OptimizeSession | undefined;

  constructor(open: (line: Line) => unknown, failed: (error: unknown) => unknown) {
    this.onDidChangeTreeData = this.#changed.event;
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#parts = vscode.Disposable.from(
      this.#view,
      this.#changed,
      this.#view.onDidChangeCheckboxState(({ items }) => {
        const { session } = this;
        const keysOf = (state: vscode.TreeItemCheckboxState) =>
          items.flatMap(([{ row }, now]) => (row && now === state ? [row.key] : []));
        const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
        Promise.resolve(session?.switch(keysOf(Checked), true))
          .then(() => session?.switch(keysOf(Unchecked), false))
          .catch(failed);
      }),
      vscode.commands.registerCommand(openCommand, open),
    );
  }

  get session(): OptimizeSession | undefined {
    return this.#session;
  }

  /**
   * The proposal of the row that has the focus in the list, or of the one above it that the row explains. A row that
   * has the focus is told to no extension until it is selected, which also shows its place.
   */
  async focusedRow(): Promise<Row | undefined> {
    if (!this.#view.visible) return undefined;
    await vscode.commands.executeCommand('list.select');
    const [line] = this.#view.selection;
    return this.getChildren().find(
      ({ id, children }) => line && (id === line.id || children?.some((one) => one.id === line.id)),
    )?.row;
  }

  async show(session: OptimizeSession | undefined): Promise<void> {
    this.#session = session;
    await vscode.commands.executeCommand('setContext', 'quayside.optimizing', session !== undefined);
    this.refresh();
  }

  refresh(): void {
    const { document, proposals } = this.#session ?? {};
    this.#view.description = document?.uri.path.split('/').at(-1) ?? '';
    const rows = proposals?.rows ?? [];
    const chosen = rows.filter(({ isChosen }) => isChosen).length;
    this.#view.message = proposals
      ? rows.length === 0
        ? vscode.l10n.t('Nothing is proposed for this file.')
        : vscode.l10n.t('{0} of {1} chosen', chosen, rows.length)
      : '';
    this.#changed.fire();
  }

  getChildren(line?: Line): Line[] {
    if (line) return [...(line.children ?? [])];
    const { document, proposals } = this.#session ?? {};
    return document && proposals ? linesOf(proposals, (offset) => document.positionAt(offset).line + 1) : [];
  }

  getTreeItem(line: Line): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(line.label, line.children ? (line.isExpanded ? Expanded : Collapsed) : None);
    item.id = line.id;
    item.contextValue = line.context;
    item.accessibilityInformation = { label: [line.label, line.description].filter(Boolean).join(', ') };
    item.tooltip = line.tooltip ?? line.label;
    if (line.description) item.description = line.description;
    if (line.icon) item.iconPath = themeIcon(line.icon);
    if (line.row) {
      const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
      item.checkboxState = line.row.isChosen ? Checked : Unchecked;
    }
    if (line.opens) item.command = { command: openCommand, title: vscode.l10n.t('Show'), arguments: [line] };
    return item;
  }

  dispose(): void {
    this.#parts.dispose();
  }
}
