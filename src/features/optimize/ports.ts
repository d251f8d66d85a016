import type * as vscode from 'vscode';
import type { Applied } from '../../core/optimize/optimize.ts';
import type { Ui } from '../../ui/ui.ts';
import type { ReadLocalContext } from './build-contexts.ts';

/** What a host with a machine brings. */
export interface OptimizePorts {
  readonly ui?: Pick<Ui, 'register' | 'showError'>;
  readonly readLocal?: ReadLocalContext;
  readonly prove?: (given: ToProve) => Promise<unknown>;
}

export interface ToProve {
  readonly document: vscode.TextDocument;
  readonly result: Applied;
}
