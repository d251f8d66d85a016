/** What *Optimize Dockerfile…* and the commands of its list do. Loaded when first needed: the optimizer is large. */
import * as vscode from 'vscode';
import { CancelledError, UserFacingError } from '../../core/errors.ts';
import { offer } from '../../ui/errors.ts';
import type { LintedDocuments } from '../dockerfile/documents.ts';
import { applyTo, writeBeside } from './apply.ts';
import { BuildContexts } from './build-contexts.ts';
import { onRequest, type Row, topReasons } from './chosen-proposals.ts';
import { dockerfileFor } from './dockerfile-for.ts';
import { Hints } from './hints.ts';
import type { Line } from './lines.ts';
import type { OptimizePorts } from './ports.ts';
import { OptimizedPreview } from './preview.ts';
import { OptimizeSession } from './session.ts';
import { ProposalsView, viewId } from './view.ts';

/** What came of applying, also given to who calls the command by its id. */
interface Done {
  /** Ids of the rewrites. */
  readonly applied: readonly string[];
  /** Paths beside the Dockerfile, relative to the build context. */
  readonly files: readonly string[];
}

export class Optimizing implements vscode.Disposable {
  readonly hints: Hints;
  readonly #contexts: BuildContexts;
  readonly #preview = new OptimizedPreview();
  readonly #view: ProposalsView;
  readonly #prove: OptimizePorts['prove'];
  readonly #closing: vscode.Disposable;
  #session: OptimizeSession | undefined;

  constructor(linted: LintedDocuments, { readLocal, prove }: OptimizePorts, failed: (error: unknown) => unknown) {
    this.#contexts = new BuildContexts(readLocal);
    this.hints = new Hints(linted, this.#contexts);
    this.#prove = prove;
    this.#view = new ProposalsView((line) => this.#show(line), failed);
    this.#closing = vscode.workspace.onDidCloseTextDocument((document) => {
      if (document === this.#session?.document) void this.close();
    });
  }

  /** Shows what could be done and the result, or says why there is nothing. */
  async open(given: unknown) {
    const session = await this.#sessionFor(given);
    const { rows, declined } = await session.current();
    const answer = {
      proposals: rows.map(({ id, safe, isChosen }) => ({ id, safe, chosen: isChosen })),
      declined,
    };
    if (rows.length === 0) {
      await this.close();
      const name = vscode.workspace.asRelativePath(session.document.uri);
      const reasons = topReasons(declined, 2).join(' ');
      offer('information', vscode.l10n.t('Nothing to propose for {0}. {1}', name, reasons), {
        title: vscode.l10n.t('Show All Reasons'),
        run: () => this.#showReasons(session.document),
      });
      return answer;
    }
    await this.#view.show(session);
    await this.#preview.show(session);
    await vscode.commands.executeCommand(`${viewId}.focus`);
    // What was said of a view before it was there was not heard.
    this.#view.refresh();
    return answer;
  }

  async apply(): Promise<Done> {
    const session = this.#opened();
    const { result } = await session.current();
    await applyTo(session.document, result, session.folder);
    await this.close();
    await vscode.window.showTextDocument(session.document, { preview: false });
    return told(session.document, result);
  }

  /** @param given a line of the list, or the id of a rewrite */
  async applyOne(given: unknown): Promise<Done> {
    const session = this.#opened();
    const { rows } = await session.current();
    const row = rowOf(given, rows) ?? (await pickRow(rows));
    const result = await session.only(row);
    await applyTo(session.document, result, session.folder);
    await session.current();
    return told(session.document, result);
  }

  /** @param given the id of a rewrite, or nothing for the row of the list that has the focus */
  async switchOne(given: unknown): Promise<void> {
    const session = this.#opened();
    const { rows } = await session.current();
    const row = rowOf(given, rows) ?? (await this.#view.focusedRow());
    if (row) await session.switch([row.key], !row.isChosen);
  }

  /** @param given a line of the list, or the id of a rewrite that is done on request alone */
  async ask(given: unknown): Promise<void> {
    const session = await this.#sessionFor(undefined);
    const id = typeof given === 'string' ? given : ((given as Line | undefined)?.asks ?? (await pickOnRequest()));
    const whyNot = await session.ask(id);
    if (whyNot !== undefined) throw new UserFacingError({ code: 'not-proposed', message: whyNot });
    await this.open(session.document.uri);
  }

  async writeBeside(): Promise<vscode.Uri> {
    const session = this.#opened();
    const { result } = await session.current();
    const written = await writeBeside(session.document, result);
    await vscode.window.showTextDocument(written, { preview: false });
    return written;
  }

  /** Proves what is chosen; where no list is open, what is safe. */
  async prove(given: unknown): Promise<unknown> {
    const isHere = given === undefined && this.#session;
    const session = isHere ? this.#opened() : await this.#sessionFor(given);
    const { result } = await session.current();
    if (!isHere) await this.#view.show(session);
    return this.#prove?.({ document: session.document, result, source: session.sourceToChange() });
  }

  async close(): Promise<void> {
    this.#session?.dispose();
    this.#session = undefined;
    await this.#view.show(undefined);
    await this.#preview.close();
  }

  dispose(): void {
    this.#session?.dispose();
    this.#closing.dispose();
    this.#preview.dispose();
    this.#view.dispose();
    this.hints.dispose();
    this.#contexts.dispose();
  }

  /** The one that is open keeps what was switched. */
  async #sessionFor(given: unknown): Promise<OptimizeSession> {
    const document = await dockerfileFor(given, this.#session?.document);
    if (this.#session?.document === document) return this.#session;
    await this.close();
    const session = new OptimizeSession(document, this.#contexts);
    session.onDidChange(() => {
      this.#view.refresh();
      this.#preview.refresh();
    });
    this.#session = session;
    return session;
  }

  #opened(): OptimizeSession {
    if (this.#session) return this.#session;
    throw new UserFacingError({
      code: 'nothing-optimized',
      message: vscode.l10n.t('No Dockerfile is being optimized.'),
      action: {
        says: vscode.l10n.t('Look at its proposals first.'),
        command: { id: 'quayside.optimizeDockerfile', title: vscode.l10n.t('Optimize Dockerfile…') },
      },
    });
  }

  async #showReasons(document: vscode.TextDocument): Promise<void> {
    const session = await this.#sessionFor(document.uri);
    await session.current();
    await this.#view.show(session);
    await vscode.commands.executeCommand(`${viewId}.focus`);
  }

  async #show({ opens }: Line): Promise<void> {
    const session = this.#opened();
    if (!opens) return;
    if ('file' in opens) return this.#preview.showFile(opens.file);
    const { document } = session;
    const visible = () => vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    if (!visible()) await this.#preview.show(session);
    const editor = visible();
    const place = document.positionAt(opens.place);
    if (!editor) return;
    editor.selection = new vscode.Selection(place, place);
    editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

function told(
  document: vscode.TextDocument,
  { applied, files }: { applied: readonly string[]; files: readonly { path: string }[] },
): Done {
  const name = vscode.workspace.asRelativePath(document.uri);
  const paths = files.map(({ path }) => path);
  offer(
    'information',
    paths.length === 0
      ? vscode.l10n.t('Proposals applied to {0}: {1}.', name, applied.length)
      : vscode.l10n.t('Proposals applied to {0}: {1}. Also written: {2}.', name, applied.length, paths.join(', ')),
  );
  return { applied, files: paths };
}

function rowOf(given: unknown, rows: readonly Row[]): Row | undefined {
  if (typeof given === 'string') return rows.find(({ id }) => id === given);
  const line = given as Line | undefined;
  return rows.find(({ key }) => key === line?.row?.key);
}

async function pickOnRequest(): Promise<string> {
  const items = onRequest.map(({ id, title, onRequest: why = '' }) => ({ label: title, detail: why, id }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Propose what?') });
  if (!picked) throw new CancelledError();
  return picked.id;
}

async function pickRow(rows: readonly Row[]): Promise<Row> {
  const items = rows
    .filter(({ proposal }) => proposal)
    .map((row) => ({ label: row.title, detail: row.proposal?.reason ?? '', row }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Apply which proposal?') });
  if (!picked) throw new CancelledError();
  return picked.row;
}
