/** What an engine does for the rest of the product, and what is said on the way. */
import type { Containers } from './containers.ts';
import type { Endpoint } from './endpoint.ts';
import type { ReadingOptions, SavedImage } from './export.ts';
import type { PushedLayers, PushListener, RegistryCredentials } from './push.ts';

export type { Container } from './containers.ts';

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
  /** Every image that the engine has, in any order. */
  images(signal?: AbortSignal): Promise<readonly ListedImage[]>;
  /**
   * The digest that a registry has for a tag, asked by the engine; nothing is pulled.
   * @returns `sha256:…`; undefined when the registry has no such image
   * @throws UserFacingError `engine-refused` with what the registry said, `engine-lost`; CancelledError
   */
  registryDigest(reference: string, signal: AbortSignal): Promise<string | undefined>;
  /** @param target `host/repository:tag` */
  tag(source: string, target: string, signal?: AbortSignal): Promise<void>;
  /** Removes the name, and the image with its last name. @returns false when there was none */
  removeImage(reference: string, signal?: AbortSignal): Promise<boolean>;
  /**
   * Everything in an image: its configuration and every entry of every layer. All of it passes through here.
   * @returns undefined when the engine has no such image
   */
  readImage(reference: string, options: ReadingOptions, signal: AbortSignal): Promise<SavedImage | undefined>;
  readonly containers: Containers;
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

interface ListedImage {
  readonly id: string;
  /** None for what was named once and is no more. */
  readonly tags: readonly string[];
  /** Bytes, unpacked. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly created: number;
}

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
