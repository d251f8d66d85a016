import { setMaxListeners } from 'node:events';
import * as vscode from 'vscode';
import { progressText } from '../core/amounts.ts';
import type { ProgressEvent, Run } from '../workflows/run.ts';
import type { Log } from './log.ts';
import { Meter } from './meter.ts';

export interface ProgressOptions {
  /** What is being done, for a person: `Pushing shop`. */
  readonly title: string;
  /** How much of the bar each phase is worth, of 100 in all. */
  readonly shares?: Readonly<Record<string, number>>;
}

/**
 * Runs a workflow under a notification that shows how far it is and can cancel it; its lines go to the log.
 * @throws what the workflow throws, a CancelledError where the person cancelled
 */
export async function withProgress<T>(
  log: Log,
  { title, shares }: ProgressOptions,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  log.info(title);
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    // Every request of a workflow listens, and a plan makes a dozen at once: no leak, so no warning.
    setMaxListeners(100, abort.signal);
    const cancelled = token.onCancellationRequested(() => abort.abort());
    const meter = new Meter(shares);
    const report = (event: ProgressEvent): void => {
      if (event.log !== undefined) log.info(event.log);
      progress.report({ message: progressText(event), increment: meter.advance(event) });
    };
    try {
      return await work({ signal: abort.signal, report });
    } finally {
      cancelled.dispose();
    }
  });
}
