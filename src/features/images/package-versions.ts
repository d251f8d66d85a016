import * as vscode from 'vscode';
import type { Engine } from '../../adapters/docker/engine.ts';
import type { Ui } from '../../ui/ui.ts';
import type { pinPackages } from '../../workflows/pin-packages.ts';
import type { PackageVersions } from '../dockerfile/pin-packages.ts';

interface VersionsDeps {
  readonly ui: Ui;
  cloud(): Promise<{ readonly findEngine: () => Promise<Engine>; readonly pinPackages: typeof pinPackages }>;
}

/** Versions as the package managers of base images have them, in containers of the engine. */
export function engineVersions({ ui, cloud }: VersionsDeps): PackageVersions {
  return {
    ui,
    pinsFor: (name, input) =>
      ui.withProgress({ title: vscode.l10n.t('Looking up versions for {0}', name) }, async (run) => {
        const code = await cloud();
        return code.pinPackages({ engine: await code.findEngine() }, input, run);
      }),
  };
}
