import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { BuildEvent, BuildStep, Engine } from '../adapters/docker/contract.ts';
import { BuildFailure } from '../adapters/docker/errors.ts';
import type { Dockerfile } from '../core/dockerfile/model.ts';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import { UserFacingError } from '../core/errors.ts';
import type { ServiceSpec } from '../core/fargate/spec.ts';
import { explainBuildFailure } from '../core/image/build-failure.ts';
import { parseReference } from '../core/image/reference.ts';
import type { Run } from './run.ts';

export interface BuildPorts {
  readonly engine: Pick<Engine, 'build' | 'inspectImage' | 'version'>;
}

export interface BuildInput {
  /** Folder that COPY reads from; absolute. */
  readonly context: string;
  /** Absolute, or relative to the context; `Dockerfile` unless given. */
  readonly dockerfile?: string | undefined;
  /** What to build in place of what is saved in the file, for an editor with changes. */
  readonly text?: string | undefined;
  readonly target?: string | undefined;
  readonly args?: Readonly<Record<string, string>>;
  /** `linux/amd64`; the engine's own unless given. */
  readonly platform?: string | undefined;
  readonly tags?: readonly string[];
  /** Labels the image with the service that it is for. */
  readonly service?: string | undefined;
  readonly labels?: Readonly<Record<string, string>>;
  /** False runs every step anew. */
  readonly cache?: boolean;
}

export interface BuiltService {
  /** `sha256:…`, for anything that wants this very image. */
  readonly imageId: string;
  readonly tags: readonly string[];
  readonly seconds: number;
  readonly steps: readonly BuildStep[];
  /** Bytes, unpacked. */
  readonly size: number;
  /** `linux/amd64`: what was built, whatever was asked for. */
  readonly platform: string;
}

/**
 * Builds an image. Steps are reported as they begin and end, lines of output as `log`.
 * @throws UserFacingError `build-failed` with the file and line of what failed and the last lines of output as
 *   cause; `no-dockerfile`, `no-context`, `unreadable-context`, `invalid-tag`, `engine-lost`
 */
export async function build({ engine }: BuildPorts, input: BuildInput, run: Run): Promise<BuiltService> {
  const began = performance.now();
  const { context, tags = [], target } = input;
  const path = resolve(context, input.dockerfile ?? 'Dockerfile');
  const text = input.text ?? (await readDockerfile(path));
  const dockerfile = parseDockerfile(text);
  checkTags(tags);
  if (dockerfile.instructions.length === 0) throw emptyDockerfile(path);

  const progress = new BuildProgress(run);
  try {
    const { imageId, steps } = await engine.build(
      {
        context,
        dockerfile: { path, text },
        tags,
        target,
        args: input.args ?? {},
        labels: { ...input.labels, ...(input.service === undefined ? {} : { 'quayside.service': input.service }) },
        platform: input.platform,
        cache: input.cache ?? true,
      },
      (event) => progress.take(event),
      run.signal,
    );
    const image = await engine.inspectImage(imageId, run.signal);
    return {
      imageId,
      tags,
      seconds: (performance.now() - began) / 1000,
      steps,
      size: image?.size ?? 0,
      platform: `${image?.os ?? 'linux'}/${image?.architecture ?? engine.version.architecture}`,
    };
  } catch (error) {
    throw error instanceof BuildFailure ? buildFailed(error, { path, target, engine }, dockerfile) : error;
  }
}

/**
 * What `quayside.yaml` says about the build. The Dockerfile's path is relative to the context, as in compose.
 * @param folder absolute path of the folder that holds the file
 */
export function buildInputOf(spec: ServiceSpec, folder: string, tags: readonly string[] = []): BuildInput {
  const { context, dockerfile, target, args } = spec.build;
  return {
    context: isAbsolute(context) ? context : join(folder, context),
    dockerfile,
    target,
    args,
    platform: spec.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64',
    tags: tags.length > 0 ? tags : [`${spec.name}:latest`],
    service: spec.name,
  };
}

async function readDockerfile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UserFacingError({
      code: 'no-dockerfile',
      message: missing
        ? `There is no Dockerfile at ${path}.`
        : `The Dockerfile ${path} cannot be read: ${(cause as Error).message}.`,
      action: {
        says: missing ? 'Write one, or name another in quayside.yaml under build.dockerfile.' : 'Make it readable.',
      },
      cause,
    });
  }
}

function checkTags(tags: readonly string[]): void {
  const wrong = tags.find((tag) => parseReference(tag) === undefined);
  if (wrong === undefined) return;
  throw new UserFacingError({
    code: 'invalid-tag',
    message: `“${wrong}” is not a name that an image can have.`,
    action: { says: 'Use lower-case letters, digits and . _ - with a tag after a colon, such as shop:1.0.' },
  });
}

function emptyDockerfile(file: string): UserFacingError {
  return new UserFacingError({
    code: 'build-failed',
    message: 'The Dockerfile is empty.',
    action: { says: 'Start it with FROM and the image to build on.' },
    location: { file, line: 1 },
  });
}

function buildFailed(
  failure: BuildFailure,
  { path, target, engine }: { path: string; target: string | undefined; engine: BuildPorts['engine'] },
  dockerfile: Dockerfile,
): UserFacingError {
  const { says, line, mend } = explainBuildFailure({ ...failure, message: failure.message, target }, dockerfile);
  // Engines before 23 (API 1.42) come with a builder that lacks heredocs, COPY --link and more.
  const [major = 0, minor = 0] = engine.version.apiVersion.split('.').map(Number);
  const old =
    (major < 1 || minor < 42) &&
    dockerfile.problems.length === 0 &&
    /parse error|[Uu]nknown flag/.test(failure.message);
  const cause = failure.output.length === 0 ? failure : failure.output.join('\n');
  return new UserFacingError({
    code: 'build-failed',
    message: says,
    action: {
      says: old
        ? `${mend} The builder of engine ${engine.version.version} is old and may not know it: update the engine.`
        : mend,
    },
    location: { file: path, line },
    cause,
  });
}

/** Adds up the steps of all stages; the builder tells how many a stage has when its first one begins. */
class BuildProgress {
  readonly #run: Run;
  readonly #totals = new Map<string, number>();
  readonly #finished = new Set<string>();

  constructor(run: Run) {
    this.#run = run;
  }

  take(event: BuildEvent): void {
    if (event.kind === 'context') {
      const { bytes, total } = event;
      this.#run.report({
        message: 'Sending the build context',
        phase: 'build.context',
        done: bytes,
        ...(total === undefined ? {} : { total }),
        unit: 'bytes',
      });
    } else if (event.kind === 'pull') {
      const { name, bytes, total } = event;
      this.#run.report({ message: `Pulling ${name}`, phase: 'build.pull', done: bytes, total, unit: 'bytes' });
    } else if (event.kind === 'log') this.#report(event.line, event.step?.name ?? 'Building');
    else this.#takeStep(event.step);
  }

  #takeStep(step: BuildStep): void {
    this.#totals.set(step.stage, step.total);
    if (step.state !== 'running') this.#finished.add(`${step.stage} ${step.number}`);
    const place = `[${step.stage === '' ? '' : `${step.stage} `}${step.number}/${step.total}] ${step.name}`;
    const ending = { running: '', cached: ' (cached)', failed: ' (failed)', done: ` (${step.seconds?.toFixed(1)} s)` };
    this.#report(place + ending[step.state], step.name);
  }

  #report(log: string, message: string): void {
    const total = [...this.#totals.values()].reduce((sum, count) => sum + count, 0);
    const counted = total > 0 ? ({ done: this.#finished.size, total, unit: 'steps' } as const) : {};
    this.#run.report({ message, phase: 'build', ...counted, log });
  }
}
