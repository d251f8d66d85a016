import * as vscode from 'vscode';
import type { SessionChoice } from '../../adapters/aws/session.ts';
import type { Ui } from '../../ui/ui.ts';
import { Account, type AccountCloud } from './account.ts';
import { chooseProfileAndRegion } from './choose.ts';
import { createStatusItem } from './status-item.ts';

export interface AccountDeps {
  readonly ui: Ui;
  /** The workspace's own, so that two windows can look at two accounts. */
  readonly memory: vscode.Memento;
  /** The extension's version, which AWS sees in the user agent. */
  readonly version: string;
  cloud(): Promise<AccountCloud>;
}

/**
 * Which account everything else talks to: the status item and `quayside.selectProfileAndRegion`, which also takes a
 * `SessionChoice` instead of asking. The other features get the `Account` that is returned.
 */
export function registerAccount({ ui, memory, version, cloud }: AccountDeps): vscode.Disposable & { account: Account } {
  const account = new Account(memory, cloud, version);
  const parts = vscode.Disposable.from(
    account,
    createStatusItem(account),
    ui.register('quayside.selectProfileAndRegion', async (given) => {
      const { profiles } = await cloud();
      await account.choose(isChoice(given) ? given : await chooseProfileAndRegion(await profiles(), account.choice));
      await account.signIn();
      return account.standing;
    }),
  );
  return { account, dispose: () => parts.dispose() };
}

function isChoice(given: unknown): given is SessionChoice {
  return typeof given === 'object' && given !== null && ('profile' in given || 'region' in given);
}
