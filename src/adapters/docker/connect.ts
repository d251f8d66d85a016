/** An engine at one endpoint: asked who it is, then ready for work. */
import type Docker from 'dockerode';
import { buildOn } from './build.ts';
import { containersOn } from './containers.ts';
import type { Engine, EngineVersion, ImageDetails } from './contract.ts';
import { type Dial, dial } from './dial.ts';
import type { Endpoint } from './endpoint.ts';
import { engineError } from './errors.ts';
import { readImageOn } from './export.ts';
import { pushOn } from './push.ts';
import { registryDigestOn } from './registry-digest.ts';
import type { SignIns } from './sign-ins.ts';

const answerWithin = 5000;

export interface ConnectOptions {
  /** The builder that the person asks for, where they do. */
  readonly builder: EngineVersion['builder'] | undefined;
  readonly signIns: SignIns;
}

/**
 * @throws whatever the engine's socket throws; `findEngine` makes a sentence of it
 */
export async function connect(
  endpoint: Endpoint,
  { builder, signIns }: ConnectOptions,
  signal?: AbortSignal,
): Promise<Engine> {
  const dialled = await dial(endpoint);
  const identified = await identify(dialled, signal);
  const version = { ...identified, builder: builder ?? identified.builder };
  const target = { dial: dialled, endpoint, builder: version.builder, signIns };
  const { docker } = dialled;
  /** Runs one request; `undefined` where the engine knows no such image. */
  const about = async <T>(doing: string, signal: AbortSignal | undefined, request: () => Promise<T>) => {
    try {
      signal?.throwIfAborted();
      return await request();
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 404) return undefined;
      throw engineError(error, endpoint, doing, signal);
    }
  };
  return {
    endpoint,
    version,
    build: (request, listener, signal) => buildOn(target, request, listener, signal),
    push: (reference, credentials, listener, signal) => pushOn(target, reference, credentials, listener, signal),
    async inspectImage(reference, signal) {
      const options = signal ? { abortSignal: signal } : {};
      const found = await about('looking at an image', signal, () =>
        docker.getImage(reference).inspect(options as object),
      );
      return found && detailsOf(found);
    },
    async images(signal) {
      const options = signal ? { abortSignal: signal } : {};
      const listed = await about('listing images', signal, () => docker.listImages(options));
      return (listed ?? []).map(({ Id, RepoTags, Size, Created }) => ({
        id: Id,
        // Older engines name the nameless.
        tags: (RepoTags ?? []).filter((tag) => tag !== '<none>:<none>'),
        size: Size,
        created: Created * 1000,
      }));
    },
    registryDigest: (reference, signal) => registryDigestOn(target, reference, signal),
    async tag(source, name, signal) {
      const colon = name.lastIndexOf(':');
      const options = {
        repo: name.slice(0, colon),
        tag: name.slice(colon + 1),
        ...(signal ? { abortSignal: signal } : {}),
      };
      const tagged = await about('naming an image', signal, async () => {
        await docker.getImage(source).tag(options);
        return true;
      });
      if (!tagged) throw new Error(`the engine has no image ${source}`);
    },
    async removeImage(reference, signal) {
      const options = { ...(signal ? { abortSignal: signal } : {}) };
      return Boolean(await about('removing an image', signal, () => docker.getImage(reference).remove(options)));
    },
    readImage: (reference, options, signal) => readImageOn(target, reference, options, signal),
    containers: containersOn(target),
  };
}

async function identify({ get }: Dial, signal: AbortSignal | undefined): Promise<EngineVersion> {
  const abortSignal = AbortSignal.any([AbortSignal.timeout(answerWithin), ...(signal ? [signal] : [])]);
  const said = (await get('/version', abortSignal)) as Docker.DockerVersion;
  const product = said.Components?.[0]?.Name ?? '';
  const podman = /podman/i.test(product);
  // BuildKit came with API 1.39; Podman's own builder answers like the classic one.
  const buildkit = !podman && apiAtLeast(said.ApiVersion, 1, 39) && said.Os === 'linux';
  return {
    product: podman ? 'Podman' : 'Docker',
    version: said.Version,
    apiVersion: said.ApiVersion,
    builder: buildkit ? 'buildkit' : 'classic',
    os: said.Os,
    architecture: said.Arch,
  };
}

function apiAtLeast(version: string, major: number, minor: number): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a > major || (a === major && b >= minor);
}

function detailsOf(found: Docker.ImageInspectInfo): ImageDetails {
  return {
    id: found.Id,
    tags: found.RepoTags ?? [],
    digests: found.RepoDigests ?? [],
    size: found.Size,
    os: found.Os,
    architecture: found.Architecture,
    created: found.Created,
    labels: found.Config?.Labels ?? {},
  };
}
