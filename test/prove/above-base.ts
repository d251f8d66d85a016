// What a Dockerfile makes of its base: it is built on the engine, weighed, and gone again.
import type { Engine } from '../../src/adapters/docker/contract.ts';
import { layersOf } from '../../src/workflows/layers.ts';
import { provideBases, withoutSyntax } from './bases.ts';
import { buildImage } from './client.ts';
import type { ProvingEngine } from './engine.ts';

export interface Weighed {
  readonly context: string;
  /** The path of the Dockerfile, whose `.dockerignore` beside it is obeyed. */
  readonly dockerfile: string;
  readonly text: string;
}

/** @returns bytes of the layers that instructions of the Dockerfile made, unpacked; or why it cannot be built here */
export async function bytesAboveBase(
  proving: Pick<ProvingEngine, 'client' | 'docker'>,
  engine: Engine,
  { context, dockerfile, text }: Weighed,
): Promise<number | { readonly unbuilt: string }> {
  const missing = await provideBases(proving.docker, text).catch((error: Error) => [error.message]);
  if (missing.length > 0) return { unbuilt: missing.join(' ') };
  const image = 'quayside-prove:weighed';
  const built = await buildImage(proving.client, { context, dockerfile, text: withoutSyntax(text), tag: image });
  if (!built.ok) return { unbuilt: built.reason };
  try {
    const run = { signal: AbortSignal.timeout(10 * 60_000), report: () => {} };
    const { layers } = await layersOf({ engine }, { image, dockerfile: { text } }, run);
    return layers.reduce((sum, { line, size }) => (line === undefined ? sum : sum + size), 0);
  } finally {
    await proving.docker.getImage(image).remove({ force: true });
  }
}
