import * as vscode from 'vscode';
import { isCancelled, isUserFacing, type UserFacingError } from '../core/errors.ts';
import type { Log } from './log.ts';
import { type Problems, rangeOf } from './problems.ts';

/** What a command answers that could not do what it was asked: whoever called it by its id learns of it here. */
export interface Failure {
  readonly failed: {
    readonly code: string;
    readonly message: string;
    /** What mends it, as a sentence. */
    readonly action?: string | undefined;
  };
}

/**
 * Shows what was thrown: an error for people as its sentence with what mends it, a cancellation not at all,
 * and anything else as a defect of ours with the way to the log. Does not wait until the person has read it.
 */
export function showError(error: unknown, log: Log, problems: Problems): Failure {
  if (isCancelled(error)) return failure('cancelled', error.message);
  log.error(error);
  if (isUserFacing(error)) {
    problems.show(error);
    offer('error', sentence(error), ...actionsOf(error, log));
    return failure(error.code, error.message, error.action?.says);
  }
  const message = error instanceof Error ? error.message : String(error);
  const told = vscode.l10n.t('Quayside did something wrong: {0}', message);
  offer('error', told, { title: vscode.l10n.t('Show Log'), run: () => log.show() });
  return failure('defect', message);
}

export interface Action {
  readonly title: string;
  run(): unknown;
}

/** Shows a notification with its buttons and goes on; a button that is pressed later runs its action. */
export function offer(kind: 'information' | 'warning' | 'error', message: string, ...actions: Action[]): void {
  const titles = actions.map(({ title }) => title);
  const show: (message: string, ...titles: string[]) => Thenable<string | undefined> = {
    information: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[kind];
  void show(message, ...titles).then((pressed) => actions.find(({ title }) => title === pressed)?.run());
}

/** The error and what to do about it, as one line. */
export function sentence({ message, action }: UserFacingError): string {
  const said = /[.!?…]["”)]?$/.test(message) ? message : `${message}.`;
  return action ? `${said} ${action.says}` : said;
}

function actionsOf({ action, location, cause }: UserFacingError, log: Log): Action[] {
  const actions: Action[] = [];
  const command = action?.command;
  if (command)
    actions.push({
      title: command.title,
      run: () => vscode.commands.executeCommand(command.id, ...(command.arguments ?? [])),
    });
  if (location)
    actions.push({
      title: vscode.l10n.t('Open'),
      run: () => vscode.window.showTextDocument(vscode.Uri.file(location.file), { selection: caret(location) }),
    });
  if (cause !== undefined) actions.push({ title: vscode.l10n.t('Show Log'), run: () => log.show() });
  return actions;
}

function caret(location: { line: number; column?: number }): vscode.Range {
  const { start } = rangeOf(location);
  return new vscode.Range(start, start);
}

function failure(code: string, message: string, action?: string): Failure {
  return { failed: { code, message, action } };
}
