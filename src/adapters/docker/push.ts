/** A push by the engine: it uploads what the registry lacks and says which manifest that made. */
import type { Dial } from './dial.ts';
import type { Endpoint } from './endpoint.ts';
import { engineError, engineLost, PushFailure } from './errors.ts';

/** Lives in memory only; it travels in one header of one request. */
export interface RegistryCredentials {
  /** Host that they are for, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com`. */
  readonly registry: string;
  readonly username: string;
  readonly password: string;
}

export interface LayerProgress {
  /** Short id, as the engine has it. */
  readonly layer: string;
  readonly state: 'waiting' | 'pushing' | 'pushed' | 'exists';
  /** Bytes sent of this layer and bytes it has; 0 while that is not known. */
  readonly bytes: number;
  readonly total: number;
}

/** Called with the layer that changed and the state of all. */
export type PushListener = (changed: LayerProgress, layers: ReadonlyMap<string, LayerProgress>) => void;

export interface PushedLayers {
  /** `sha256:…` of the manifest in the registry. */
  readonly digest: string;
  /** Layers that the registry did not have. */
  readonly pushed: number;
  readonly existing: number;
}

export async function pushOn(
  target: { dial: Dial; endpoint: Endpoint },
  reference: string,
  credentials: RegistryCredentials | undefined,
  listener: PushListener,
  signal: AbortSignal,
): Promise<PushedLayers> {
  const colon = reference.lastIndexOf(':');
  const layers = new Map<string, LayerProgress>();
  let digest: string | undefined;
  try {
    signal.throwIfAborted();
    const answer = await target.dial.stream(`/images/${reference.slice(0, colon)}/push`, {
      query: { tag: reference.slice(colon + 1) },
      headers: { 'X-Registry-Auth': registryAuth(credentials) },
      signal,
    });
    for await (const message of answer as AsyncGenerator<PushMessage>) {
      if (message.error !== undefined) throw new PushFailure(message.error);
      digest ??= digestIn(message);
      const changed = layerProgress(message, layers);
      if (!changed) continue;
      layers.set(changed.layer, changed);
      listener(changed, layers);
    }
  } catch (error) {
    throw engineError(error, target.endpoint, 'pushing the image', signal);
  }
  if (digest === undefined) throw engineLost(target.endpoint, 'pushing the image', undefined);
  const states = [...layers.values()].map(({ state }) => state);
  return {
    digest,
    pushed: states.filter((state) => state === 'pushed').length,
    existing: states.filter((state) => state === 'exists').length,
  };
}

/** The header that the engine hands on to the registry. Pure. */
export function registryAuth(credentials: RegistryCredentials | undefined): string {
  const { registry = '', username = '', password = '' } = credentials ?? {};
  const auth = credentials ? { username, password, serveraddress: registry } : {};
  // The engine wants the URL alphabet and the padding, which Node's own base64url leaves out.
  return Buffer.from(JSON.stringify(auth)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

interface PushMessage {
  readonly id?: string;
  readonly status?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly aux?: unknown;
  readonly error?: string;
}

/** What was pushed, as engines tell it at the end: in a field of its own, with a containerd store only in words. */
function digestIn({ aux, status }: PushMessage): string | undefined {
  return (
    (aux as { Digest?: string } | undefined)?.Digest ??
    /: digest: (sha256:[0-9a-f]{64}) size: \d+$/.exec(status ?? '')?.[1]
  );
}

/** @returns undefined for messages that are about no layer */
function layerProgress(
  { id: layer = '', status, progressDetail }: PushMessage,
  known: ReadonlyMap<string, LayerProgress>,
): LayerProgress | undefined {
  // Only some messages tell the size.
  const total = progressDetail?.total ?? known.get(layer)?.total ?? 0;
  switch (status) {
    case 'Preparing':
    case 'Waiting':
      return { layer, state: 'waiting', bytes: 0, total };
    case 'Pushing':
      return { layer, state: 'pushing', bytes: progressDetail?.current ?? 0, total };
    case 'Pushed':
      return { layer, state: 'pushed', bytes: total, total };
    case 'Layer already exists':
      return { layer, state: 'exists', bytes: 0, total };
    default:
      return status?.startsWith('Mounted from') ? { layer, state: 'exists', bytes: 0, total } : undefined;
  }
}
