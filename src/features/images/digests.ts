import * as vscode from 'vscode';
import type { Engine } from '../../adapters/docker/engine.ts';
import type { Ui } from '../../ui/ui.ts';
import type { resolveDigest } from '../../workflows/resolve-digest.ts';
import type { Digests } from '../dockerfile/pin-digest.ts';

interface DigestsDeps {
  readonly ui: Ui;
  cloud(): Promise<{ readonly findEngine: () => Promise<Engine>; readonly resolveDigest: typeof resolveDigest }>;
}

/** Digests as the engine has them, or as it hears of them from their registry. */
export function engineDigests({ ui, cloud }: DigestsDeps): Digests {
  return {
    async digestOf(reference) {
      const title = vscode.l10n.t('Looking up the digest of {0}', reference);
      try {
        const { digest, from } = await ui.withProgress({ title }, async (run) => {
          const { findEngine, resolveDigest } = await cloud();
          return resolveDigest({ engine: await findEngine() }, reference, run);
        });
        ui.log.info(`${reference}: ${digest} (${from})`);
        return digest;
      } catch (error) {
        ui.showError(error);
        return undefined;
      }
    },
  };
}
