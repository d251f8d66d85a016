import * as vscode from 'vscode';
import { CancelledError } from '../../core/errors.ts';
import type { PlanDocuments } from './plan-document.ts';
import { planBrief, planText, type ShownPlan } from './plan-words.ts';

export type Answer = 'deploy' | 'build-and-deploy';

/**
 * Shows what a deployment would do and asks whether it should. The whole plan opens in an editor where the person
 * wants it; the question then waits beside it.
 * @throws CancelledError
 */
export async function confirmPlan(plan: ShownPlan, documents: PlanDocuments): Promise<Answer> {
  const question = vscode.l10n.t('Deploy {0} to Fargate?', plan.service);
  const options = { modal: true, detail: planBrief(plan) };
  const answers = [vscode.l10n.t('Deploy'), buildFirst(), vscode.l10n.t('Show Plan')] as const;
  let answer = await vscode.window.showInformationMessage(question, options, ...answers);
  if (answer === answers[2]) {
    await documents.show(vscode.l10n.t('Plan for {0}.md', plan.service), planText(plan));
    answer = await vscode.window.showInformationMessage(question, answers[0], buildFirst());
  }
  if (answer === answers[0]) return 'deploy';
  if (answer === buildFirst()) return 'build-and-deploy';
  throw new CancelledError();
}

/** Asks whether to build and push, where there is nothing in ECR that could be deployed. @throws CancelledError */
export async function confirmBuild(service: string): Promise<void> {
  const question = vscode.l10n.t('There is no image of {0} in ECR yet.', service);
  const detail = vscode.l10n.t('Build it and push it now? What a deployment then does is shown before it is done.');
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, buildAndPush());
  if (answer !== buildAndPush()) throw new CancelledError();
}

/** @param doomed what goes, a line each. @throws CancelledError */
export async function confirmDestruction(service: string, doomed: readonly string[]): Promise<void> {
  const room = 20;
  const lines = doomed.slice(0, room).map((line) => `− ${line}`);
  if (doomed.length > room) lines.push(vscode.l10n.t('… and {0} more', doomed.length - room));
  const detail = [...lines, '', vscode.l10n.t('This cannot be undone. Nothing else is touched.')].join('\n');
  const question = vscode.l10n.t('Delete {0} and all that was made for it?', service);
  const answer = vscode.l10n.t('Delete');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, answer)) !== answer)
    throw new CancelledError();
}

function buildFirst(): string {
  return vscode.l10n.t('Build a New Image First');
}

function buildAndPush(): string {
  return vscode.l10n.t('Build and Push');
}
