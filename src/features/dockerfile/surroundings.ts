/** What lies around each Dockerfile and has a say in its findings: unsaved edits included, and renewed when it changes. */
import * as vscode from 'vscode';
import { isSurrounding, type Surroundings, surroundingsOf } from '../../core/lint/surroundings.ts';
import { textOf } from './configuration-files.ts';
import { hasPlace, placeOf, rootOf } from './configurations.ts';
import { isDockerfile } from './documents.ts';

/** Milliseconds of rest after a change before it is looked at. */
const rest = 100;

const none: Surroundings = {};

export class BuildSurroundings implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Of the Dockerfiles that are open, with the turn in which it was asked for. */
  readonly #known = new Map<string, { readonly turn: number; readonly surroundings: Surroundings }>();
  /** What many Dockerfiles share is read once, until something changes. */
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #listening: vscode.Disposable;
  #watcher: vscode.Disposable | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #isCertain = false;
  #turn = 0;

  constructor() {
    this.onDidChange = this.#changed.event;
    const changed = () => this.#renewSoon(true);
    const perhaps = () => this.#renewSoon(false);
    // A watcher hears of nothing before it is up, and of nothing that its settings exclude.
    this.#listening = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(
        ({ document, contentChanges }) => contentChanges.length > 0 && isSurrounding(document.uri.path) && changed(),
      ),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#known.delete(uri.toString());
        if (isSurrounding(uri.path)) changed();
      }),
      vscode.workspace.onDidSaveTextDocument(perhaps),
      vscode.workspace.onDidChangeWorkspaceFolders(changed),
      vscode.window.onDidChangeActiveTextEditor(perhaps),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && perhaps()),
    );
  }

  /** What is known of an open Dockerfile by now: nothing until it was asked for. */
  known(uri: vscode.Uri): Surroundings {
    return this.#known.get(uri.toString())?.surroundings ?? none;
  }

  /** Never fails. */
  async of(shown: vscode.Uri): Promise<Surroundings> {
    const uri = placeOf(shown);
    if (!hasPlace(uri)) return none;
    this.#watcher ??= this.#watch();
    const turn = ++this.#turn;
    const top = rootOf(uri) ?? vscode.Uri.joinPath(uri, '..');
    const found = await surroundingsOf(uri.path, top.path.replace(/(?<=.)\/$/, ''), (path) =>
      this.#textOf(uri.with({ path })),
    );
    const isOpen = vscode.workspace.textDocuments.some(
      (document) => isDockerfile(document) && document.uri.toString() === shown.toString(),
    );
    return isOpen ? this.#keep(shown, found, turn) : found;
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#listening.dispose();
    this.#watcher?.dispose();
    this.#changed.dispose();
  }

  /**
   * The object that is known stays the same where nothing has changed; whoever asks first learns of a change for all.
   * Who asked earlier and is answered later knows less.
   */
  #keep(uri: vscode.Uri, found: Surroundings, turn: number): Surroundings {
    const key = uri.toString();
    const known = this.#known.get(key);
    if (known && known.turn > turn) return known.surroundings;
    const isSame = known !== undefined && JSON.stringify(known.surroundings) === JSON.stringify(found);
    const surroundings = isSame ? known.surroundings : found;
    this.#known.set(key, { turn, surroundings });
    if (known && !isSame) this.#changed.fire();
    return surroundings;
  }

  #textOf(uri: vscode.Uri): Promise<string | undefined> {
    const key = uri.toString();
    const known = this.#texts.get(key);
    if (known) return known;
    const reading = textOf(uri);
    this.#texts.set(key, reading);
    return reading;
  }

  /** @param isCertain whether something did change: then also for those who look at Dockerfiles that are not open */
  #renewSoon(isCertain: boolean): void {
    this.#isCertain ||= isCertain;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => void this.#renew(), rest);
  }

  async #renew(): Promise<void> {
    const isCertain = this.#isCertain;
    this.#isCertain = false;
    this.#texts.clear();
    await Promise.all(vscode.workspace.textDocuments.filter(isDockerfile).map(({ uri }) => this.of(uri)));
    if (isCertain) this.#changed.fire();
  }

  #watch(): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher('**/{*.dockerignore,quayside.yaml}');
    const changed = () => this.#renewSoon(true);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      watcher.onDidDelete(changed),
    );
  }
}
