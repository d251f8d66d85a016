import * as vscode from 'vscode';
import { UserFacingError } from '../core/errors.ts';
import type { Run } from '../workflows/run.ts';
import { type Action, type Failure, offer, showError } from './errors.ts';
import { Log } from './log.ts';
import { nodeOf } from './paged-tree.ts';
import { Problems } from './problems.ts';
import { type ProgressOptions, withProgress } from './progress.ts';

/** What every feature is given to speak with the person. */
export interface Ui extends vscode.Disposable {
  readonly log: Log;
  readonly problems: Problems;
  /** Runs a workflow under a notification that shows how far it is and can cancel it. */
  withProgress<T>(options: ProgressOptions, work: (run: Run) => Promise<T>): Promise<T>;
  /** Shows what was thrown, in the one way; nothing for a cancellation. */
  showError(error: unknown): Failure;
  /** Says what came of something the person asked for, with what can be done next. Does not wait for an answer. */
  inform(message: string, ...actions: Action[]): void;
  warn(message: string, ...actions: Action[]): void;
  /**
   * Registers a command that behaves like all the others: what it throws is shown and answered as a `Failure`, never
   * thrown again; an argument that is a line of a tree arrives as its `Node`.
   */
  register(id: string, run: (...given: unknown[]) => unknown, options?: CommandOptions): vscode.Disposable;
}

interface CommandOptions {
  /** It runs or reads what the workspace says, so only where the person trusts the workspace. */
  readonly needsTrust?: boolean;
}

export function createUi(): Ui {
  const log = new Log();
  const problems = new Problems();
  const shown = (error: unknown): Failure => showError(error, log, problems);
  return {
    log,
    problems,
    withProgress: (options, work) => withProgress(log, options, work),
    showError: shown,
    inform: (message, ...actions) => offer('information', message, ...actions),
    warn: (message, ...actions) => offer('warning', message, ...actions),
    register: (id, run, options = {}) =>
      vscode.commands.registerCommand(id, async (...given: unknown[]) => {
        try {
          if (options.needsTrust) requireTrust();
          return await run(...given.map(nodeOf));
        } catch (error) {
          return shown(error);
        }
      }),
    dispose: () => {
      log.dispose();
      problems.dispose();
    },
  };
}

function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new UserFacingError({
    code: 'untrusted-workspace',
    message: vscode.l10n.t('This workspace is not trusted, so nothing in it is built or deployed.'),
    action: {
      says: vscode.l10n.t('Trust the workspace first.'),
      command: { id: 'workbench.trust.manage', title: vscode.l10n.t('Manage Trust') },
    },
  });
}
