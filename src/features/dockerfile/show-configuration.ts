/** Which configuration applies to the Dockerfile in the editor: in the language status, and as a list to open it from. */
import * as vscode from 'vscode';
import { configurationNames } from '../../core/lint/configuration-places.ts';
import { isDropped } from './configuration-files.ts';
import { type AppliedConfiguration, type Configurations, rootOf } from './configurations.ts';
import { dockerfiles, isDockerfile, type LintedDocuments } from './documents.ts';
import type { Muted, Overlap } from './overlap.ts';

const command = 'quayside.showLintConfiguration';

/** The settings that have a say, by their names in `quayside.lint`. */
const settings = ['ignored', 'severity', 'trustedRegistries', 'configuration', 'compat', 'overlap'] as const;

export function registerShowConfiguration(
  configurations: Configurations,
  linted: LintedDocuments,
  overlap: Overlap,
): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('quayside.lintConfiguration', dockerfiles);
  item.name = vscode.l10n.t('Quayside Lint Configuration');
  item.text = vscode.l10n.t('Default rules');
  const show = async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isDockerfile(document)) return;
    const applied = await configurations.of(document.uri);
    if (vscode.window.activeTextEditor?.document === document)
      describe(item, document.uri, applied, overlap.muted(document, linted));
  };
  void show();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(show),
    vscode.workspace.onDidOpenTextDocument(show),
    configurations.onDidChange(show),
    overlap.onDidChange(show),
    vscode.commands.registerCommand(command, () =>
      showConfiguration(configurations, (document) => overlap.muted(document, linted)),
    ),
  );
}

function describe(
  item: vscode.LanguageStatusItem,
  uri: vscode.Uri,
  { file, missing }: AppliedConfiguration,
  muted: Muted,
): void {
  const said =
    settingsOf(uri).length > 0
      ? vscode.l10n.t('lint configuration, with settings on top')
      : vscode.l10n.t('lint configuration');
  const name = nameOf(file?.uri ?? missing);
  const broken = file && isDropped(file);
  item.text = name ?? vscode.l10n.t('Default rules');
  item.detail = missing
    ? vscode.l10n.t('is not there: its settings are missing')
    : broken
      ? vscode.l10n.t('has an error and does not apply')
      : muted.count > 0
        ? `${said}, ${sentenceOn(muted)}`
        : said;
  item.severity = missing || broken ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  item.command = { command, title: vscode.l10n.t('Show') };
}

interface Choice extends vscode.QuickPickItem {
  readonly open: () => unknown;
}

async function showConfiguration(
  configurations: Configurations,
  mutedIn: (document: vscode.TextDocument) => Muted,
): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !isDockerfile(document)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a Dockerfile to see which configuration applies.'));
    return;
  }
  const applied = await configurations.of(document.uri);
  const choices = [
    ...fileChoices(document.uri, applied),
    ...settingsOf(document.uri),
    ...variableChoices(applied),
    ...muteChoices(mutedIn(document)),
  ];
  const title = vscode.l10n.t('What applies to {0}', vscode.workspace.asRelativePath(document.uri));
  const placeHolder = vscode.l10n.t('Settings stand above the file; choose one to open it');
  const chosen = await vscode.window.showQuickPick(choices, { title, placeHolder });
  await chosen?.open();
}

function fileChoices(uri: vscode.Uri, { file, missing }: AppliedConfiguration): Choice[] {
  if (file) {
    const description = isDropped(file) ? vscode.l10n.t('has an error and does not apply') : vscode.l10n.t('applies');
    const open = () => vscode.window.showTextDocument(file.uri);
    return [{ label: `$(file) ${nameOf(file.uri)}`, description, open }];
  }
  const root = rootOf(uri);
  const target = missing ?? (root && vscode.Uri.joinPath(root, configurationNames[0]));
  const none: Choice = { label: vscode.l10n.t('Default rules'), description: vscode.l10n.t('no file'), open: () => {} };
  if (!target) return [none];
  const label = `$(new-file) ${vscode.l10n.t('Create {0}', nameOf(target) ?? '')}`;
  return [none, { label, open: () => create(target) }];
}

/** Not to be opened: where a variable is set, nobody knows but the person. */
function variableChoices({ variables: { values, problems } }: AppliedConfiguration): Choice[] {
  const open = () =>
    vscode.window.showInformationMessage(
      vscode.l10n.t(
        'This is set in the environment that VS Code was started in. The file and the settings stand above it.',
      ),
    );
  const choices = Object.entries(values).map(([name, value = '']) => ({
    label: `$(terminal) ${name}`,
    description: value,
    open,
  }));
  return [...choices, ...problems.map((message) => ({ label: `$(warning) ${message}`, open }))];
}

async function create(target: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(target, { ignoreIfExists: true, contents: new TextEncoder().encode('ignored: []\n') });
  if (await vscode.workspace.applyEdit(edit)) await vscode.window.showTextDocument(target);
}

/** How many findings are left to others, and to whom. */
function muteChoices(muted: Muted): Choice[] {
  if (muted.count === 0) return [];
  const label = `$(eye-closed) ${vscode.l10n.t('Muted findings: {0}', muted.count)}`;
  return [{ label, description: sentenceOn(muted), open: () => openSetting('quayside.lint.overlap') }];
}

function sentenceOn({ count, tools }: Muted): string {
  if (tools.length === 0) return vscode.l10n.t('{0} muted, as others can show them', count);
  return vscode.l10n.t(
    '{0} muted, as {1} shows them',
    count,
    tools.map((tool) => namesOfTools[tool] ?? tool).join(', '),
  );
}

/** The extensions that a person knows, by the names that their tools give themselves. */
const namesOfTools: Readonly<Record<string, string>> = {
  'docker-language-server': 'Docker DX',
  'dockerfile-utils': 'Container Tools / Docker DX',
};

const openSetting = (id: string) => vscode.commands.executeCommand('workbench.action.openSettings', id);

/** The settings that a person has set for this file. */
function settingsOf(uri: vscode.Uri): Choice[] {
  const configuration = vscode.workspace.getConfiguration('quayside.lint', uri);
  return settings.flatMap((name) => {
    const { globalValue, workspaceValue, workspaceFolderValue } = configuration.inspect(name) ?? {};
    if ([globalValue, workspaceValue, workspaceFolderValue].every((value) => value === undefined)) return [];
    const id = `quayside.lint.${name}`;
    return {
      label: `$(gear) ${id}`,
      description: JSON.stringify(configuration.get(name)),
      open: () => openSetting(id),
    };
  });
}

const nameOf = (uri: vscode.Uri | undefined): string | undefined => uri && vscode.workspace.asRelativePath(uri);
