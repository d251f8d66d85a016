import * as vscode from 'vscode';
import type { Engine } from '../../adapters/docker/engine.ts';
import { bytes } from '../../core/amounts.ts';
import type { Ui } from '../../ui/ui.ts';
import type { BuiltService, build } from '../../workflows/build.ts';
import type { ImageTarget } from './target.ts';

export interface BuildingCloud {
  readonly findEngine: () => Promise<Engine>;
  readonly build: typeof build;
}

/**
 * Builds an image under a notification. An error stands at its line among the problems until the next build.
 * @throws as the workflow `build`, and UserFacingError `no-engine`
 */
export async function buildImage(ui: Ui, cloud: BuildingCloud, target: ImageTarget): Promise<BuiltService> {
  ui.problems.clear(vscode.Uri.file(target.dockerfile));
  const title = vscode.l10n.t('Building {0}', target.image);
  return ui.withProgress({ title, shares: { build: 100 } }, async (run) => {
    const engine = await cloud.findEngine();
    const built = await cloud.build({ engine }, target.input, run);
    ui.log.info(`${target.image}: ${built.imageId}, ${describeBuilt(built)}`);
    return built;
  });
}

/** `12.3 s, 82.1 MB, linux/amd64` */
export function describeBuilt({ seconds, size, platform }: BuiltService): string {
  return `${seconds.toFixed(1)} s, ${bytes(size)}, ${platform}`;
}
