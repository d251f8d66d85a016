/** Configurations of hadolint as the editor has them: found, read, unsaved edits included, and watched. */
import * as vscode from 'vscode';
import type { ConfigurationLayer } from '../../core/lint/configuration.ts';
import type { ConfigurationProblem } from '../../core/lint/configuration-file.ts';
import { configurationNames, isConfigurationName } from '../../core/lint/configuration-places.ts';

export interface ConfigurationFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  /** Empty where the file cannot be relied on. */
  readonly layer: ConfigurationLayer;
  readonly problems: readonly ConfigurationProblem[];
}

/** Nothing of the file applies. */
export const isDropped = ({ problems }: ConfigurationFile): boolean => problems.some(({ fatal }) => fatal);

/** Milliseconds of rest after an edit of an open configuration before it is read again. */
const rest = 100;

export class ConfigurationFiles implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #personal: readonly vscode.Uri[];
  readonly #tell: (uri: vscode.Uri, file: ConfigurationFile | undefined) => void;
  readonly #files = new Map<string, Promise<ConfigurationFile | undefined>>();
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #edited = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listening: vscode.Disposable;

  /**
   * @param personal where hadolint looks for a person's own configuration, best first; none where there is no disk
   * @param tell called with what was read, or with nothing where a file is gone
   */
  constructor(personal: readonly vscode.Uri[], tell: (uri: vscode.Uri, file: ConfigurationFile | undefined) => void) {
    this.onDidChange = this.#changed.event;
    this.#personal = personal;
    this.#tell = tell;
    this.#listening = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(({ uri }) => isConfiguration(uri) && void this.read(uri)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.#concerns(document.uri)) this.#readSoon(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (!this.#concerns(uri)) return;
        this.#tell(uri, undefined);
        this.#forget(uri);
      }),
      // A watcher hears of nothing before it is up, and of nothing that its settings exclude: who comes back, turns to
      // another file or saves one gets what is there now.
      vscode.window.onDidChangeWindowState(({ focused }) => focused && void this.#recheck()),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#recheck()),
      vscode.workspace.onDidSaveTextDocument(() => void this.#recheck()),
    );
    for (const { uri } of vscode.workspace.textDocuments) if (isConfiguration(uri)) void this.read(uri);
  }

  /** The first that is there: from the folder upwards to the root, then the person's own. Never fails. */
  async find(folder: vscode.Uri, root: vscode.Uri): Promise<ConfigurationFile | undefined> {
    const near = foldersUpTo(folder, root).flatMap((one) =>
      configurationNames.map((name) => vscode.Uri.joinPath(one, name)),
    );
    return (await this.#first(near)) ?? (await this.#first(this.#personal));
  }

  /** Reads a configuration, if it is there; once until it changes. Never fails. */
  read(uri: vscode.Uri): Promise<ConfigurationFile | undefined> {
    const key = uri.toString();
    let reading = this.#files.get(key);
    if (!reading) {
      this.#watch(uri);
      const started = readAndDecode(uri).then((file) => {
        if (this.#files.get(key) === started) this.#tell(uri, file);
        return file;
      });
      reading = started;
      this.#files.set(key, reading);
    }
    return reading;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
    for (const watcher of this.#watchers.values()) watcher.dispose();
    for (const timer of this.#edited.values()) clearTimeout(timer);
  }

  async #first(uris: readonly vscode.Uri[]): Promise<ConfigurationFile | undefined> {
    const files = await Promise.all(uris.map((uri) => this.read(uri)));
    return files.find((file) => file !== undefined);
  }

  #concerns(uri: vscode.Uri): boolean {
    return isConfiguration(uri) || this.#files.has(uri.toString());
  }

  #readSoon(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#edited.get(key));
    const read = () => {
      this.#edited.delete(key);
      this.#forget(uri);
      void this.read(uri);
    };
    this.#edited.set(key, setTimeout(read, rest));
  }

  #forget(uri: vscode.Uri): void {
    if (this.#files.delete(uri.toString())) this.#changed.fire();
  }

  /** Forgets what is no longer what was read. */
  async #recheck(): Promise<void> {
    const check = async ([key, reading]: readonly [string, Promise<ConfigurationFile | undefined>]) => {
      const uri = vscode.Uri.parse(key);
      const [known, text] = await Promise.all([reading, textOf(uri)]);
      if (known?.text !== text && this.#files.get(key) === reading) this.#forget(uri);
    };
    await Promise.all([...this.#files].map(check));
  }

  /** One watcher for the workspace, and one for each folder outside of it, or with a file of another name. */
  #watch(uri: vscode.Uri): void {
    const inWorkspace = isConfiguration(uri) && vscode.workspace.getWorkspaceFolder(uri);
    const folder = vscode.Uri.joinPath(uri, '..');
    const key = inWorkspace ? '' : folder.toString();
    if (this.#watchers.has(key)) return;
    const watcher = vscode.workspace.createFileSystemWatcher(
      inWorkspace ? `**/{${configurationNames.join(',')}}` : new vscode.RelativePattern(folder, '*.{yaml,yml}'),
    );
    const forget = (changed: vscode.Uri) => this.#forget(changed);
    this.#watchers.set(
      key,
      vscode.Disposable.from(
        watcher,
        watcher.onDidCreate(forget),
        watcher.onDidChange(forget),
        watcher.onDidDelete(forget),
      ),
    );
  }
}

const isConfiguration = ({ path }: vscode.Uri): boolean => isConfigurationName(path.slice(path.lastIndexOf('/') + 1));

/** A folder and those above it, up to one of them. */
export function foldersUpTo(folder: vscode.Uri, root: vscode.Uri): vscode.Uri[] {
  const end = root.path.replace(/\/$/, '');
  const folders = [folder];
  for (let at = folder; at.path.startsWith(`${end}/`) && at.path !== `${end}/`; ) {
    at = vscode.Uri.joinPath(at, '..');
    folders.push(at);
  }
  return folders;
}

async function readAndDecode(uri: vscode.Uri): Promise<ConfigurationFile | undefined> {
  const text = await textOf(uri);
  if (text === undefined) return undefined;
  // Only here is YAML needed: who has no configuration never pays for its parser.
  const { decodeConfigurationFile } = await import('../../core/yaml-files.ts');
  return { uri, text, ...decodeConfigurationFile(text) };
}

/** With the edits that are not saved yet; undefined where it cannot be had. */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const key = uri.toString();
  // What is saved is read from where it is stored: a document stays open for a while after its file is gone.
  const edited = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && !document.isClosed && document.uri.toString() === key,
  );
  if (edited) return edited.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
