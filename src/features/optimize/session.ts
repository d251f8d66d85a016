/** One Dockerfile that is being optimized: what is proposed, what of it is chosen, and what comes of that. */
import * as vscode from 'vscode';
import type { Applied } from '../../core/optimize/optimize.ts';
import { sourceToChange } from '../../core/optimize/source-change.ts';
import { type BuildContexts, type LoadedContext, withAllTexts } from './build-contexts.ts';
import { type ChosenProposals, chosenProposals, keyOf, type Row, withOne } from './chosen-proposals.ts';

/** Milliseconds of rest after an edit before the proposals are looked for again. */
const rest = 300;

export class OptimizeSession implements vscode.Disposable {
  readonly document: vscode.TextDocument;
  readonly onDidChange: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #contexts: BuildContexts;
  readonly #switches = new Map<string, boolean>();
  readonly #asked = new Set<string>();
  readonly #listening: vscode.Disposable;
  #proposals: ChosenProposals | undefined;
  #loaded: LoadedContext | undefined;
  #version = -1;
  #turn = 0;
  #looking: Promise<void> | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(document: vscode.TextDocument, contexts: BuildContexts) {
    this.document = document;
    this.onDidChange = this.#changed.event;
    this.#contexts = contexts;
    this.#listening = vscode.workspace.onDidChangeTextDocument(({ document: edited, contentChanges }) => {
      if (edited !== document || contentChanges.length === 0) return;
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => void this.current(), rest);
    });
  }

  /** As they were last looked for. */
  get proposals(): ChosenProposals | undefined {
    return this.#proposals;
  }

  /** The build context; undefined where it is not known. */
  get folder(): vscode.Uri | undefined {
    return this.#loaded?.folder;
  }

  /** The file whose change is built when it is proven; undefined where none is known. */
  sourceToChange(): { readonly folder: vscode.Uri; readonly path: string } | undefined {
    const { folder, context } = this.#loaded ?? {};
    const path = sourceToChange(this.document.getText(), context);
    return folder && path !== undefined ? { folder, path } : undefined;
  }

  /** For the text as it is now. */
  async current(): Promise<ChosenProposals> {
    while (!this.#proposals || this.#version !== this.document.version) {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = undefined;
      });
      await this.#looking;
    }
    return this.#proposals;
  }

  async switch(keys: readonly string[], isOn: boolean): Promise<void> {
    for (const key of keys) this.#switches.set(key, isOn);
    await this.#look();
  }

  /** Looks for what is done on request alone, and chooses it. @returns why it is not proposed, as a sentence */
  async ask(id: string): Promise<string | undefined> {
    this.#asked.add(id);
    this.#switches.set(keyOf({ id, safe: false }), true);
    await this.#look();
    return this.#proposals?.declined.find((one) => one.id === id)?.reason;
  }

  /** What one of them alone makes of the text. */
  async only({ key }: Row): Promise<Applied> {
    await this.current();
    const options = { context: this.#loaded?.context, asked: [...this.#asked] };
    return withAllTexts(this.#loaded, () => withOne(this.document.getText(), key, options));
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#listening.dispose();
    this.#changed.dispose();
  }

  async #look(): Promise<void> {
    const turn = ++this.#turn;
    const loaded = await this.#contexts.of(this.document, true);
    const options = { context: loaded?.context, asked: [...this.#asked] };
    let version = -1;
    const found = await withAllTexts(loaded, () => {
      version = this.document.version;
      return chosenProposals(this.document.getText(), this.#switches, options);
    });
    // One that was asked for later knows more.
    if (turn !== this.#turn) return;
    this.#loaded = loaded;
    this.#version = version;
    this.#proposals = found;
    this.#changed.fire();
  }
}
