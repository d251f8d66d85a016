import * as vscode from 'vscode';
import type { ecrRegistry } from '../../adapters/aws/ecr.ts';
import type { Session, SessionChoice } from '../../adapters/aws/session.ts';
import type { Ui } from '../../ui/ui.ts';
import type { ImageNames } from '../dockerfile/image-names.ts';
import { KnownImages } from './known-images.ts';

interface ImageNamesDeps {
  readonly ui: Ui;
  readonly account: {
    readonly choice: SessionChoice;
    readonly standing: { readonly kind: string };
    session(): Promise<Session>;
    readonly onDidChange: vscode.Event<unknown>;
  };
  cloud(): Promise<{ readonly ecrRegistry: typeof ecrRegistry }>;
}

/**
 * Names of ECR's images for who writes a Dockerfile. AWS is asked only where the person trusts the workspace and has
 * chosen an account, or signed in; what goes wrong stands in the log and nowhere else.
 */
export function ecrImageNames({ ui, account, cloud }: ImageNamesDeps): ImageNames & vscode.Disposable {
  const learned = new vscode.EventEmitter<void>();
  const known = new KnownImages({
    registry: async () => {
      const [{ ecrRegistry }, session] = await Promise.all([cloud(), account.session()]);
      return ecrRegistry(session);
    },
    now: () => Date.now(),
    learned: () => learned.fire(),
    failed: (error) => ui.log.error(error),
  });
  const mayAsk = () =>
    vscode.workspace.isTrusted &&
    (account.choice.profile !== undefined ||
      account.choice.region !== undefined ||
      account.standing.kind === 'signed-in');
  const changed = account.onDidChange(() => known.forget());
  return {
    offer: (written) => (mayAsk() ? known.offer(written) : { images: [], isComplete: true }),
    onDidLearn: learned.event,
    dispose: () => {
      changed.dispose();
      known.forget();
      learned.dispose();
    },
  };
}
