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
  /** The build context, and the file in it whose change stands for a day's work; undefined where none is known. */
  readonly source: { readonly folder: vscode.Uri; readonly path: string } | undefined;
}
