/** *Prove Optimization*: builds and starts before and after, and shows what the proof says. */
import * as vscode from 'vscode';
import type { Engine } from '../../adapters/docker/engine.ts';
import { CancelledError } from '../../core/errors.ts';
import type { ProofReport } from '../../core/proof/model.ts';
import { proofDocument } from '../../core/proof/report.ts';
import type { Action } from '../../ui/errors.ts';
import type { Ui } from '../../ui/ui.ts';
import type { prove } from '../../workflows/prove.ts';
import { imageTarget, type TargetReaders } from '../images/target.ts';
import type { ToProve } from './ports.ts';

export interface ProvingParts {
  readonly ui: Ui;
  cloud(): Promise<TargetReaders & { readonly findEngine: () => Promise<Engine>; readonly prove: typeof prove }>;
}

/** How much of the bar each phase is worth. */
const shares = { 'prove.parse': 5, 'prove.build': 60, 'prove.read': 15, 'prove.compare': 5, 'prove.start': 15 };

const scheme = 'quayside-proof';

/** Documents that VS Code holds no text for: reports, by the path that they are shown under. */
let reports: Map<string, string> | undefined;
let isConfirmed = false;

/**
 * @returns the report; undefined where nothing would change
 * @throws CancelledError, and as the workflow `prove`
 */
export async function proveOptimization(
  { ui, cloud }: ProvingParts,
  { document, result, source }: ToProve,
): Promise<ProofReport | undefined> {
  const name = vscode.workspace.asRelativePath(document.uri);
  const text = document.getText();
  if (result.text === text && result.files.length === 0) {
    ui.inform(vscode.l10n.t('Nothing to prove for {0}: nothing of it would change.', name));
    return undefined;
  }
  await confirm();
  const code = await cloud();
  const { input } = await imageTarget(code, document.uri);
  const title = vscode.l10n.t('Proving the optimization of {0}', name);
  const report = await ui.withProgress({ title, shares }, async (run) =>
    code.prove(
      { engine: await code.findEngine() },
      {
        context: input.context,
        before: { path: document.uri.fsPath, text },
        after: { path: document.uri.fsPath, text: result.text, files: result.files },
        target: input.target,
        args: input.args ?? {},
        platform: input.platform,
        mayChange: result.changes,
        sourceChange: source?.folder.fsPath === input.context ? source?.path : undefined,
      },
      run,
    ),
  );
  await showReport(name, report);
  tell(ui, name, report);
  return report;
}

async function confirm(): Promise<void> {
  if (isConfirmed) return;
  const go = vscode.l10n.t('Build and Start Both');
  const pressed = await vscode.window.showInformationMessage(
    vscode.l10n.t('Prove that the optimized Dockerfile makes the same image?'),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Both are built on your engine without its cache, then both images are started and stopped again. That runs what the Dockerfile says, and may take some minutes. Nothing stays but the build cache.',
      ),
    },
    go,
  );
  if (pressed !== go) throw new CancelledError();
  isConfirmed = true;
}

function tell(ui: Ui, name: string, report: ProofReport): void {
  const json: Action = {
    title: vscode.l10n.t('Show JSON'),
    run: async () => {
      const content = `${JSON.stringify(report, undefined, 2)}\n`;
      const document = await vscode.workspace.openTextDocument({ language: 'json', content });
      await vscode.window.showTextDocument(document);
    },
  };
  const { verdict, differences, doubts } = report;
  if (verdict === 'equal') {
    ui.inform(
      vscode.l10n.t('{0}: equal. Both Dockerfiles make the same image, as far as anything that runs can tell.', name),
      { title: vscode.l10n.t('Apply'), run: () => vscode.commands.executeCommand('quayside.applyProposals') },
      json,
    );
  } else if (verdict === 'different') {
    const [{ what, where } = { what: '', where: '' }] = differences;
    ui.warn(
      vscode.l10n.t('{0}: different, places: {1}. The first: {2}, {3}.', name, differences.length, where, what),
      json,
    );
  } else {
    ui.warn(vscode.l10n.t('{0}: could not tell. {1}', name, doubts[0]?.why ?? ''), json);
  }
}

async function showReport(name: string, report: ProofReport): Promise<void> {
  if (!reports) {
    const known = new Map<string, string>();
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => known.get(uri.path) ?? '',
    });
    reports = known;
  }
  // A path of its own each time: one that is open already would go on showing what it was.
  const uri = vscode.Uri.from({ scheme, path: `/${name} · ${vscode.l10n.t('proof')} ${reports.size + 1}.md` });
  reports.set(uri.path, proofDocument(report));
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}
