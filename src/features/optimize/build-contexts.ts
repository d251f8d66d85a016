/** The build context of each Dockerfile that is looked at: from the disk where there is one, else through VS Code. */
import * as vscode from 'vscode';
import type { BuildContext } from '../../core/optimize/context.ts';
import { contextsOf } from '../dockerfile/build-context.ts';
import { FetchedContext, type WaitedFiles } from './fetched-context.ts';

/** Reads a folder of the disk, both paths absolute. */
export type ReadLocalContext = (folder: string, dockerfile: string) => Promise<BuildContext>;

export interface LoadedContext {
  readonly folder: vscode.Uri;
  readonly context: BuildContext;
}

/** Milliseconds for which what is shown unasked may be about files that have come or gone since. */
const oldEnough = 30_000;
/** Bytes: a longer text is no manifest. */
const longest = 2 * 1024 * 1024;
/** Often enough for a manifest that leads to one that leads to a source. */
const mostRounds = 6;

interface Known extends LoadedContext {
  readonly at: number;
  isStale: boolean;
}

export class BuildContexts implements vscode.Disposable {
  readonly #readLocal: ReadLocalContext | undefined;
  readonly #known = new Map<string, Known>();
  readonly #watchers = new Map<string, vscode.Disposable>();

  constructor(readLocal: ReadLocalContext | undefined) {
    this.#readLocal = readLocal;
  }

  /**
   * @param isAsked whether a person waits for it: else what is known of a moment ago will do
   * @returns undefined for a document that has no place yet
   */
  async of(document: vscode.TextDocument, isAsked: boolean): Promise<LoadedContext | undefined> {
    if (document.isUntitled) return undefined;
    const [folder] = await contextsOf(document);
    if (!folder) return undefined;
    const key = `${folder}\n${document.uri}`;
    const known = this.#known.get(key);
    if (known && (!known.isStale || (!isAsked && Date.now() - known.at < oldEnough))) return known;
    const isWatched = this.#watch(folder);
    const context = await this.#read(folder, document.uri);
    const loaded = { folder, context, at: Date.now(), isStale: !isWatched };
    this.#known.set(key, loaded);
    return loaded;
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
  }

  #read(folder: vscode.Uri, dockerfile: vscode.Uri): Promise<BuildContext> {
    if (folder.scheme === 'file' && this.#readLocal) return this.#readLocal(folder.fsPath, dockerfile.fsPath);
    const prefix = folder.path.replace(/\/?$/, '/');
    const own = dockerfile.path.startsWith(prefix) ? dockerfile.path.slice(prefix.length) : undefined;
    return FetchedContext.of(filesOf(folder), own);
  }

  /** @returns false for a folder outside of the workspace, which is read each time */
  #watch(folder: vscode.Uri): boolean {
    if (!vscode.workspace.getWorkspaceFolder(folder)) return false;
    const key = folder.toString();
    if (this.#watchers.has(key)) return true;
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**'));
    const changed = () => {
      for (const known of this.#known.values()) if (known.folder.toString() === key) known.isStale = true;
    };
    // Texts of the disk are read anew each time, those that were fetched are not.
    this.#watchers.set(
      key,
      vscode.Disposable.from(
        watcher,
        watcher.onDidCreate(changed),
        watcher.onDidDelete(changed),
        watcher.onDidChange(changed),
      ),
    );
    return true;
  }
}

/** Runs what reads a context until it has all that it asked for. */
export async function withAllTexts<T>(loaded: LoadedContext | undefined, run: () => T): Promise<T> {
  let result = run();
  const context = loaded?.context;
  if (!(context instanceof FetchedContext)) return result;
  for (let round = 0; round < mostRounds && (await context.fetchMissing()); round++) result = run();
  return result;
}

function filesOf(folder: vscode.Uri): WaitedFiles {
  const { fs } = vscode.workspace;
  const at = (path: string) => (path === '' ? folder : vscode.Uri.joinPath(folder, path));
  const orNothing = <T>(asked: Thenable<T>) => Promise.resolve(asked).catch(() => undefined);
  return {
    async list(path) {
      const entries = await orNothing(fs.readDirectory(at(path)));
      // A link to a folder is a link: followed, a loop of them would have no end.
      return entries?.map(([name, type]) => ({ name, isFolder: type === vscode.FileType.Directory }));
    },
    async read(path) {
      const stat = await orNothing(fs.stat(at(path)));
      if (!stat || stat.size > longest || (stat.type & vscode.FileType.File) === 0) return undefined;
      const bytes = await orNothing(fs.readFile(at(path)));
      const text = bytes && new TextDecoder().decode(bytes);
      return text?.includes('\0') ? undefined : text;
    },
  };
}
