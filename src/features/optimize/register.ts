/** The commands that optimize a Dockerfile, and when hints are looked for. What does it is loaded with the first. */
import * as vscode from 'vscode';
import { showError } from '../../ui/errors.ts';
import { Log } from '../../ui/log.ts';
import { Problems } from '../../ui/problems.ts';
import type { Ui } from '../../ui/ui.ts';
import type { LintedDocuments } from '../dockerfile/documents.ts';
import { areHintsWanted } from './hints-wanted.ts';
import type { Optimizing } from './optimizing.ts';
import type { OptimizePorts } from './ports.ts';

/** Milliseconds of rest before hints are looked for: findings come first, and nothing of it while keys are pressed. */
const rest = { opened: 1000, edited: 800 };

export function registerOptimize(linted: LintedDocuments, ports: OptimizePorts): vscode.Disposable {
  const { register, failed } = ports.ui
    ? { register: ports.ui.register, failed: ports.ui.showError }
    : withoutMachine();
  let loading: Promise<Optimizing> | undefined;
  const load = () => {
    loading ??= import('./optimizing.ts').then(({ Optimizing }) => new Optimizing(linted, ports, failed));
    return loading;
  };
  const command = (id: string, run: (optimizing: Optimizing, given: unknown) => unknown, needsTrust = false) =>
    register(id, async (given) => run(await load(), given), { needsTrust });
  return vscode.Disposable.from(
    command('quayside.optimizeDockerfile', (optimizing, given) => optimizing.open(given)),
    command('quayside.applyProposals', (optimizing) => optimizing.apply()),
    command('quayside.applyProposal', (optimizing, given) => optimizing.applyOne(given)),
    command('quayside.proposeOnRequest', (optimizing, given) => optimizing.ask(given)),
    command('quayside.switchProposal', (optimizing, given) => optimizing.switchOne(given)),
    command('quayside.writeOptimizedBeside', (optimizing) => optimizing.writeBeside()),
    command('quayside.closeProposals', (optimizing) => optimizing.close()),
    ...(ports.prove
      ? [command('quayside.proveOptimization', (optimizing, given) => optimizing.prove(given), true)]
      : []),
    scheduleHints(load),
    new vscode.Disposable(() => void loading?.then((optimizing) => optimizing.dispose())),
  );
}

function scheduleHints(load: () => Promise<Optimizing>): vscode.Disposable {
  const waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
  let isLoaded = false;
  const soon = (document: vscode.TextDocument, milliseconds: number) => {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
    if (!areHintsWanted(document)) return forget(document);
    const look = async () => {
      waiting.delete(document);
      isLoaded = true;
      await (await load()).hints.look(document);
    };
    waiting.set(
      document,
      setTimeout(() => void look(), milliseconds),
    );
  };
  const forget = (document: vscode.TextDocument) => {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
    if (isLoaded) void load().then(({ hints }) => hints.forget(document));
  };
  const opened = (document: vscode.TextDocument) => soon(document, rest.opened);
  vscode.workspace.textDocuments.forEach(opened);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidSaveTextDocument(opened),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) soon(document, rest.edited);
    }),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('quayside.optimize') || event.affectsConfiguration('quayside.lint'))
        vscode.workspace.textDocuments.forEach(opened);
    }),
    new vscode.Disposable(() => waiting.forEach(clearTimeout)),
  );
}

/** Commands where there is no machine, which behave like all the others. */
function withoutMachine(): { readonly register: Ui['register']; readonly failed: Ui['showError'] } {
  const failed: Ui['showError'] = (error) => showError(error, new Log(), new Problems());
  return {
    failed,
    register: (id, run) =>
      vscode.commands.registerCommand(id, async (...given: unknown[]) => {
        try {
          return await run(...given);
        } catch (error) {
          return failed(error);
        }
      }),
  };
}
