/** The engine's own parser: a build for a stage that is not there fails right after the file was read. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../adapters/docker/contract.ts';
import { BuildFailure } from '../../adapters/docker/errors.ts';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { explainBuildFailure } from '../../core/image/build-failure.ts';
import type { Run } from '../run.ts';
import type { LeftBehind } from './left-behind.ts';

const nowhere = 'quayside-nowhere';

export interface Refusal {
  readonly says: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Needs no base image, and nothing is built.
 * @returns what the engine says against the file; undefined when it reads it
 * @throws UserFacingError `engine-lost`; CancelledError
 */
export async function refusalOf(
  engine: Pick<Engine, 'build'>,
  dockerfile: { readonly path: string; readonly text: string },
  args: Readonly<Record<string, string>>,
  left: LeftBehind,
  run: Run,
): Promise<Refusal | undefined> {
  const context = left.folder(await mkdtemp(join(tmpdir(), 'quayside-proof-')));
  const request = {
    context,
    dockerfile,
    tags: [],
    target: nowhere,
    args,
    labels: {},
    platform: undefined,
    cache: true,
  };
  try {
    await engine.build(request, () => {}, run.signal);
    return undefined;
  } catch (error) {
    if (!(error instanceof BuildFailure)) throw error;
    if (error.message.includes(nowhere)) return undefined;
    const failed = { message: error.message, step: error.step, output: error.output, target: undefined };
    const { says, line } = explainBuildFailure(failed, parseDockerfile(dockerfile.text));
    return { says, line };
  }
}
