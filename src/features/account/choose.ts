import * as vscode from 'vscode';
import type { Profile } from '../../adapters/aws/profiles.ts';
import type { SessionChoice } from '../../adapters/aws/session.ts';
import { CancelledError } from '../../core/errors.ts';
import { regions } from './regions.ts';

/**
 * Lets the person choose a profile, then a region.
 * @throws CancelledError when one of the pickers is left
 */
export async function chooseProfileAndRegion(
  profiles: readonly Profile[],
  current: SessionChoice,
): Promise<SessionChoice> {
  const profile = await chooseProfile(profiles, current.profile);
  const region = await chooseRegion(profile, current);
  return { profile: profile?.name, region };
}

interface Row<T> extends vscode.QuickPickItem {
  readonly value: T;
}

async function chooseProfile(profiles: readonly Profile[], current: string | undefined): Promise<Profile | undefined> {
  const rows: Row<Profile | undefined>[] = [
    {
      label: vscode.l10n.t('Default credentials'),
      description: vscode.l10n.t('environment variables, the default profile or the role of this machine'),
      iconPath: new vscode.ThemeIcon('server-process'),
      value: undefined,
    },
    ...profiles.map((profile) => ({
      label: profile.name,
      description: describeProfile(profile),
      iconPath: new vscode.ThemeIcon(profile.name === current ? 'check' : 'account'),
      value: profile,
    })),
  ];
  const title = vscode.l10n.t('AWS profile (1 of 2)');
  const none = profiles.length === 0;
  const placeholder = none
    ? vscode.l10n.t('There are no profiles yet; "aws configure" and "aws configure sso" make them')
    : vscode.l10n.t('Whose credentials should be used?');
  return (await picked(rows, title, placeholder)).value;
}

/** `single sign-on · eu-west-1 · account 111122223333` */
export function describeProfile({ kind, region, account, sourceProfile }: Profile): string {
  const words = [kindWord(kind)];
  if (kind === 'role' && sourceProfile) words.push(vscode.l10n.t('from {0}', sourceProfile));
  if (region) words.push(region);
  if (account) words.push(vscode.l10n.t('account {0}', account));
  return words.join(' · ');
}

function kindWord(kind: Profile['kind']): string {
  switch (kind) {
    case 'sso':
      return vscode.l10n.t('single sign-on');
    case 'role':
      return vscode.l10n.t('assumed role');
    case 'web-identity':
      return vscode.l10n.t('web identity');
    case 'process':
      return vscode.l10n.t('credential process');
    case 'login':
      return vscode.l10n.t('console sign-in');
    case 'keys':
      return vscode.l10n.t('access key');
    case 'none':
      return vscode.l10n.t('no credentials of its own');
  }
}

async function chooseRegion(profile: Profile | undefined, current: SessionChoice): Promise<string | undefined> {
  const own = profile?.region;
  const rows: Row<string | typeof other | undefined>[] = [
    {
      label: own ?? vscode.l10n.t('Default region'),
      description: own
        ? vscode.l10n.t('the region of the profile {0}', profile.name)
        : vscode.l10n.t('as the environment or the profile says'),
      iconPath: new vscode.ThemeIcon('star-empty'),
      value: undefined,
    },
    ...regions.map(({ code, place }) => ({
      label: code,
      description: place,
      iconPath: new vscode.ThemeIcon(code === current.region ? 'check' : 'globe'),
      value: code,
    })),
    { label: vscode.l10n.t('Another region…'), iconPath: new vscode.ThemeIcon('edit'), value: other, alwaysShow: true },
  ];
  const title = vscode.l10n.t('AWS region (2 of 2)');
  const { value } = await picked(rows, title, vscode.l10n.t('Where should Quayside look and deploy?'));
  return value === other ? typedRegion() : value;
}

const other = Symbol('another region');

async function typedRegion(): Promise<string> {
  const region = await vscode.window.showInputBox({
    title: vscode.l10n.t('AWS region (2 of 2)'),
    prompt: vscode.l10n.t('The code of the region, such as eu-west-1'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text.trim()) ? undefined : vscode.l10n.t('A region looks like eu-west-1.'),
  });
  if (!region) throw new CancelledError();
  return region.trim();
}

async function picked<T>(rows: readonly Row<T>[], title: string, placeHolder: string): Promise<Row<T>> {
  const options = { title, placeHolder, matchOnDescription: true, ignoreFocusOut: true };
  const row = await vscode.window.showQuickPick(rows, options);
  if (!row) throw new CancelledError();
  return row;
}
