import * as vscode from 'vscode';
import type { SessionChoice } from '../../adapters/aws/session.ts';
import type { Account, Standing } from './account.ts';

/** The one status item: profile, region and, once known, the account. A click chooses others. */
export function createStatusItem(account: Account): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('quayside.account', vscode.StatusBarAlignment.Left, 10);
  item.name = vscode.l10n.t('Quayside: AWS profile and region');
  item.command = 'quayside.selectProfileAndRegion';
  const show = () => {
    const { text, tooltip, isRefused } = describeAccount(account.choice, account.standing);
    item.text = `${isRefused ? '$(warning)' : '$(account)'} ${text}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: vscode.l10n.t('AWS: {0}', text) };
    item.backgroundColor = isRefused ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  };
  show();
  item.show();
  return vscode.Disposable.from(item, account.onDidChange(show), account.onDidChangeStanding(show));
}

/** `dev · eu-west-1 · 111122223333` */
export function describeAccount(
  { profile, region }: SessionChoice,
  standing: Standing,
): { text: string; tooltip: string; isRefused: boolean } {
  const who = profile ?? vscode.l10n.t('AWS');
  const choose = vscode.l10n.t('Click to choose a profile and a region.');
  const asChosen = [who, region].filter((word) => word !== undefined).join(' · ');
  switch (standing.kind) {
    case 'untried':
      return { text: asChosen, tooltip: choose, isRefused: false };
    case 'signed-in':
      return {
        text: [who, standing.region, standing.account].join(' · '),
        tooltip: [standing.arn, choose].join('\n'),
        isRefused: false,
      };
    case 'refused':
      return {
        text: [asChosen, vscode.l10n.t('not signed in')].join(' · '),
        tooltip: [standing.sentence, choose].join('\n'),
        isRefused: true,
      };
  }
}
