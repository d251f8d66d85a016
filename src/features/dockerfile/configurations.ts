/** What applies to a Dockerfile: the configuration that is found for it, and the settings on top. */
import * as vscode from 'vscode';
import type { Configuration } from '../../core/lint/configuration.ts';
import { withSettings } from '../../core/lint/editor-settings.ts';
import { type Environment, environmentLayer, variablesThatApply } from '../../core/lint/environment.ts';
import type { ConfigurationFile, ConfigurationFiles } from './configuration-files.ts';
import { isDockerfile } from './documents.ts';

export interface AppliedConfiguration {
  readonly configuration: Configuration;
  /** hadolint's findings and no others. */
  readonly compat: boolean;
  readonly file: ConfigurationFile | undefined;
  /** Named by the setting, and not there. */
  readonly missing: vscode.Uri | undefined;
  readonly variables: AppliedVariables;
}

/** Of the environment that the editor was started in. */
interface AppliedVariables {
  /** Values by name. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** What is not known in them, as sentences: it has no effect. */
  readonly problems: readonly string[];
}

/** Kept for each folder and renewed when something changes, so that a lint never has to wait for it. */
export class Configurations implements vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #files: ConfigurationFiles;
  readonly #environment: Environment;
  readonly #known = new Map<string, AppliedConfiguration>();
  readonly #asked = new Map<string, Promise<AppliedConfiguration>>();
  readonly #listening: vscode.Disposable;

  /** @param environment variables for hadolint; none where there is no process */
  constructor(files: ConfigurationFiles, environment: Environment) {
    this.onDidChange = this.#changed.event;
    this.#files = files;
    this.#environment = environment;
    this.#listening = vscode.Disposable.from(
      files.onDidChange(() => void this.#renew()),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('quayside.lint') && void this.#renew(),
      ),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#renew()),
    );
  }

  /** What applies as far as it is known now; undefined until it was asked for. */
  known(uri: vscode.Uri): AppliedConfiguration | undefined {
    return this.#known.get(keyOf(uri));
  }

  /** What applies, looked up where it is not known yet. Never fails. */
  of(uri: vscode.Uri): Promise<AppliedConfiguration> {
    const key = keyOf(uri);
    const asked = this.#asked.get(key);
    if (asked) return asked;
    const asking: Promise<AppliedConfiguration> = this.#lookUp(uri).then((applied) => {
      if (this.#asked.get(key) === asking) this.#known.set(key, applied);
      return applied;
    });
    this.#asked.set(key, asking);
    return asking;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  async #renew(): Promise<void> {
    const open = vscode.workspace.textDocuments.filter(isDockerfile).map(({ uri }) => uri);
    const keys = new Set(open.map(keyOf));
    for (const key of this.#known.keys()) if (!keys.has(key)) this.#known.delete(key);
    this.#asked.clear();
    await Promise.all(open.map((uri) => this.of(uri)));
    this.#changed.fire();
  }

  async #lookUp(shown: vscode.Uri): Promise<AppliedConfiguration> {
    const uri = placeOf(shown);
    const settings = vscode.workspace.getConfiguration('quayside.lint', uri);
    const root = rootOf(uri);
    const folder = hasPlace(uri) ? vscode.Uri.joinPath(uri, '..') : root;
    const named = namedConfiguration(settings.get('configuration'), root ?? folder);
    const file = named
      ? await this.#files.read(named)
      : folder && (await this.#files.find(folder, root?.scheme === folder.scheme ? root : folder));
    const given = {
      ignored: settings.get('ignored'),
      severity: settings.get('severity'),
      trustedRegistries: settings.get('trustedRegistries'),
    };
    const { layer, unknown } = environmentLayer(this.#environment);
    const configuration = withSettings(given, file?.layer ?? {}, layer);
    const variables = {
      values: Object.fromEntries(variablesThatApply(this.#environment).map((name) => [name, this.#environment[name]])),
      problems: unknown.map(({ message }) => message),
    };
    const compat = settings.get('compat') === true;
    return { configuration, compat, file, missing: file ? undefined : named, variables };
  }
}

/** What another extension shows in a scheme of its own, such as an old version in a comparison, counts as its file. */
export function placeOf(uri: vscode.Uri): vscode.Uri {
  const { getWorkspaceFolder, workspaceFolders } = vscode.workspace;
  if (uri.scheme === 'untitled' || getWorkspaceFolder(uri)) return uri;
  const folder = workspaceFolders?.find((one) => uri.path.startsWith(one.uri.path.replace(/\/?$/, '/')));
  return folder?.uri.with({ path: uri.path }) ?? uri;
}

/** Whether other files lie beside it: with a query, a path need not be one. */
export const hasPlace = ({ scheme, query }: vscode.Uri): boolean => scheme !== 'untitled' && query === '';

/** Where a search ends: the folder of the workspace; what has no file yet counts to the first one. */
export function rootOf(uri: vscode.Uri): vscode.Uri | undefined {
  const { getWorkspaceFolder, workspaceFolders } = vscode.workspace;
  return (uri.scheme === 'untitled' ? workspaceFolders?.[0] : getWorkspaceFolder(uri))?.uri;
}

/** Settings differ by folder of the workspace, and files by folder. */
const keyOf = (uri: vscode.Uri): string =>
  uri.scheme === 'untitled' ? 'untitled' : uri.with({ path: uri.path.slice(0, uri.path.lastIndexOf('/')) }).toString();

function namedConfiguration(path: unknown, folder: vscode.Uri | undefined): vscode.Uri | undefined {
  if (typeof path !== 'string' || path.trim() === '') return undefined;
  if (!/^([/\\]|[A-Za-z]:[/\\])/.test(path)) return folder && vscode.Uri.joinPath(folder, path.replaceAll('\\', '/'));
  return folder && folder.scheme !== 'file' ? folder.with({ path }) : vscode.Uri.file(path);
}
