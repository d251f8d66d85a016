/** A build as the engine's API has it: what is asked for, what is told on the way, what comes out. */
import { buildWithBuildKit } from './buildkit/build.ts';
import { buildClassic } from './classic.ts';
import { checkFolder } from './context.ts';
import type { Dial } from './dial.ts';
import type { Endpoint } from './endpoint.ts';
import { BuildFailure, engineError, engineLost, saidByEngine } from './errors.ts';
import type { SignIns } from './signIns.ts';

export interface BuildRequest {
  /** Absolute path of the folder. */
  readonly context: string;
  readonly dockerfile: {
    /** Absolute path; it need not lie in the context, nor exist, since the text is what is built. */
    readonly path: string;
    readonly text: string;
  };
  readonly tags: readonly string[];
  readonly target: string | undefined;
  readonly args: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** `linux/amd64`; undefined builds for the engine's own. */
  readonly platform: string | undefined;
  /** False runs every step anew. */
  readonly cache: boolean;
}

export type BuildEvent =
  /** `total` is what has been asked for so far; undefined where that is not known. */
  | { readonly kind: 'context'; readonly bytes: number; readonly total: number | undefined }
  | { readonly kind: 'step'; readonly step: BuildStep }
  /** Bytes of base image layers. */
  | { readonly kind: 'pull'; readonly name: string; readonly bytes: number; readonly total: number }
  /** A line of output; `step` is undefined for what the builder says itself. */
  | { readonly kind: 'log'; readonly line: string; readonly step: BuildStep | undefined };

export type BuildListener = (event: BuildEvent) => void;

export interface BuildStep {
  /** Position among the steps of its stage, from 1. */
  readonly number: number;
  /** Steps of its stage. */
  readonly total: number;
  /** The name of the stage, or its index as text; empty when there is but one. */
  readonly stage: string;
  /** `RUN npm ci` */
  readonly name: string;
  readonly state: 'running' | 'done' | 'cached' | 'failed';
  /** Undefined while it runs. */
  readonly seconds: number | undefined;
}

export interface BuiltImage {
  /** `sha256:…` */
  readonly imageId: string;
  /** Every step in the order in which they began. */
  readonly steps: readonly BuildStep[];
}

export interface BuildTarget {
  readonly dial: Dial;
  readonly endpoint: Endpoint;
  readonly builder: 'buildkit' | 'classic';
  /** For pulling base images. */
  readonly signIns: SignIns;
}

export async function buildOn(
  target: BuildTarget,
  request: BuildRequest,
  listener: BuildListener,
  signal: AbortSignal,
): Promise<BuiltImage> {
  await checkFolder(request.context);
  try {
    signal.throwIfAborted();
    const built =
      target.builder === 'buildkit'
        ? await buildWithBuildKit(target, request, listener, signal)
        : await buildClassic(target.dial, request, listener, signal);
    // An engine that is shut down ends its answers in good order, without a result.
    if (!built) throw engineLost(target.endpoint, 'building the image', undefined);
    return built;
  } catch (error) {
    // Refused before it began: what cannot be parsed comes as an HTTP error from the classic builder.
    const status = (error as { statusCode?: number }).statusCode;
    if (status === 400 || status === 500) throw new BuildFailure(saidByEngine(error), undefined, []);
    const cutOff = error instanceof BuildFailure && /code: 137|context canceled|shutting down/.test(error.message);
    if (cutOff && !(await answers(target.dial))) throw engineLost(target.endpoint, 'building the image', error);
    throw engineError(error, target.endpoint, 'building the image', signal);
  }
}

/** Whether the engine is still there: one that is shut down reports what it stopped as failed. */
async function answers(dial: Dial): Promise<boolean> {
  return dial.get('/_ping', AbortSignal.timeout(2000)).then(
    () => true,
    () => false,
  );
}

/** The query that both builders understand. Pure. */
export function buildQuery(request: BuildRequest, dockerfile: string): Record<string, string | string[]> {
  return {
    dockerfile,
    t: [...request.tags],
    buildargs: JSON.stringify(request.args),
    labels: JSON.stringify(request.labels),
    ...(request.target ? { target: request.target } : {}),
    ...(request.platform ? { platform: request.platform } : {}),
    ...(request.cache ? {} : { nocache: '1' }),
  };
}
