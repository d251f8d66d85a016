import type { Engine } from '../adapters/docker/contract.ts';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import { UserFacingError } from '../core/errors.ts';
import { type ImageLayers, imageLayers } from '../core/image/layers.ts';
import type { Run } from './run.ts';

export interface LayersInput {
  /** Name or id. */
  readonly image: string;
  /** What it was built from, so that layers have lines. */
  readonly dockerfile?: {
    readonly text: string;
    readonly target?: string | undefined;
    readonly args?: Readonly<Record<string, string>> | undefined;
  };
}

/**
 * What each layer of an image adds, and what is stored for nothing. All of the image is read from the engine.
 * @throws UserFacingError `no-image`, `engine-lost`, `engine-refused`; CancelledError
 */
export async function layersOf(
  { engine }: { readonly engine: Pick<Engine, 'readImage'> },
  { image, dockerfile }: LayersInput,
  run: Run,
): Promise<ImageLayers> {
  const listener = (bytes: number) =>
    run.report({ message: `Reading ${image}`, phase: 'layers', done: bytes, unit: 'bytes' });
  const stored = await engine.readImage(image, { listener }, run.signal);
  if (!stored) {
    throw new UserFacingError({
      code: 'no-image',
      message: `The engine has no image ${image}.`,
      action: { says: 'Build or pull it first.' },
    });
  }
  if (!dockerfile) return imageLayers(stored);
  const { text, target, args } = dockerfile;
  return imageLayers(stored, { dockerfile: parseDockerfile(text), options: { target, args } });
}
