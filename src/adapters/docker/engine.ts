/**
 * The engine that builds and pushes, as the rest of the product sees it. `connect.ts` holds what is behind it.
 */
import type { BuildListener, BuildRequest, BuiltImage } from './build.ts';
import { connect } from './connect.ts';
import { type Endpoint, type EngineSurroundings, endpointCandidates } from './endpoint.ts';
import { noEngine, type Tried } from './errors.ts';
import type { PushedLayers, PushListener, RegistryCredentials } from './push.ts';
import { savedSignIns } from './signIns.ts';

export interface Engine {
  readonly endpoint: Endpoint;
  readonly version: EngineVersion;
  /**
   * Builds an image; returns when it lies in the engine's store.
   * @throws BuildFailure when the Dockerfile cannot be built; UserFacingError `engine-lost`, `unreadable-context`;
   *   CancelledError when the signal was raised, after the build has been stopped on the engine too
   */
  build(request: BuildRequest, listener: BuildListener, signal: AbortSignal): Promise<BuiltImage>;
  /**
   * Pushes one tag that the engine has; layers that the registry has are not sent.
   * @param reference `host/repository:tag`
   * @throws PushFailure when the registry refuses; UserFacingError `engine-lost`; CancelledError
   */
  push(
    reference: string,
    credentials: RegistryCredentials | undefined,
    listener: PushListener,
    signal: AbortSignal,
  ): Promise<PushedLayers>;
  /** @returns undefined when the engine has no such image */
  inspectImage(reference: string, signal?: AbortSignal): Promise<ImageDetails | undefined>;
  /** @param target `host/repository:tag` */
  tag(source: string, target: string, signal?: AbortSignal): Promise<void>;
  /** Removes the name, and the image with its last name. @returns false when there was none */
  removeImage(reference: string, signal?: AbortSignal): Promise<boolean>;
}

export interface EngineVersion {
  /** `Docker`, `Podman`, or whatever it calls itself. */
  readonly product: string;
  readonly version: string;
  readonly apiVersion: string;
  /** `buildkit` where the engine offers it. */
  readonly builder: 'buildkit' | 'classic';
  /** Of the engine, such as `linux` and `amd64`. */
  readonly os: string;
  readonly architecture: string;
}

export interface ImageDetails {
  /** `sha256:…` of the configuration, or of the manifest with a containerd store. */
  readonly id: string;
  readonly tags: readonly string[];
  /** `repository@sha256:…` of each registry it was pushed to or pulled from. */
  readonly digests: readonly string[];
  /** Bytes, unpacked. */
  readonly size: number;
  readonly os: string;
  readonly architecture: string;
  readonly created: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The first engine that answers.
 * @throws UserFacingError `no-engine` with what was tried; `bad-engine-choice`
 */
export async function findEngine(
  surroundings: EngineSurroundings = { env: process.env },
  signal?: AbortSignal,
): Promise<Engine> {
  const tried: Tried[] = [];
  // As the docker client has it.
  const builder = surroundings.env.DOCKER_BUILDKIT === '0' ? 'classic' : undefined;
  for (const endpoint of await endpointCandidates(surroundings)) {
    try {
      return await connect(endpoint, { builder, signIns: savedSignIns(surroundings) }, signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      tried.push({ endpoint, error });
    }
  }
  throw noEngine(tried, surroundings.platform ?? process.platform);
}
