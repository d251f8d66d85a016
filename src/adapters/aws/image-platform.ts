/** What a pushed image runs on, read from its manifest and its configuration. */
import { call } from './errors.ts';
import type { Session } from './session.ts';

const sdk = async () => (await import('./sdk/clients.ts')).ecr;

/**
 * `linux/amd64`, `linux/arm64/v8`, …: one for a plain image, several for an index.
 * @returns none where the registry does not hand out what says so
 */
export async function imagePlatforms(
  session: Session,
  repository: string,
  digest: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const { BatchGetImageCommand } = await sdk();
  const { images = [] } = await call(session, `read the manifest of ${repository}@${digest}`, signal, async (options) =>
    (await session.ecr()).send(
      new BatchGetImageCommand({
        repositoryName: repository,
        imageIds: [{ imageDigest: digest }],
        acceptedMediaTypes: [
          'application/vnd.oci.image.index.v1+json',
          'application/vnd.docker.distribution.manifest.list.v2+json',
          'application/vnd.oci.image.manifest.v1+json',
          'application/vnd.docker.distribution.manifest.v2+json',
        ],
      }),
      options,
    ),
  );
  const manifest = parsed<Manifest>(images[0]?.imageManifest);
  if (manifest?.manifests) {
    return manifest.manifests.flatMap(({ platform }) =>
      platform && platform.os !== 'unknown' ? [platformName(platform)] : [],
    );
  }
  const blob = manifest?.config?.digest;
  const configuration = blob ? await configurationOf(session, repository, blob, signal) : undefined;
  return configuration?.architecture ? [platformName(configuration)] : [];
}

/** Over the registry's own API, which knows the way to the blob in every region and behind every endpoint. */
async function configurationOf(
  session: Session,
  repository: string,
  digest: string,
  signal: AbortSignal | undefined,
): Promise<Platform | undefined> {
  const { GetAuthorizationTokenCommand } = await sdk();
  const { authorizationData } = await call(session, 'log in to the registry', signal, async (options) =>
    (await session.ecr()).send(new GetAuthorizationTokenCommand({}), options),
  );
  const { authorizationToken, proxyEndpoint } = authorizationData?.[0] ?? {};
  if (!authorizationToken || !proxyEndpoint) return undefined;
  const blob = new URL(`/v2/${repository}/blobs/${digest}`, proxyEndpoint);
  return call(session, 'read the configuration of the image', signal, async () => {
    const patience = AbortSignal.timeout(30_000);
    const answer = await fetch(blob, {
      headers: { authorization: `Basic ${authorizationToken}` },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    }).catch((error: Error) => {
      // fetch hides what happened to the connection in the cause of a TypeError.
      throw error.cause ?? error;
    });
    const text = await answer.text();
    return answer.ok ? parsed<Platform>(text) : undefined;
  });
}

interface Manifest {
  readonly config?: { readonly digest: string };
  readonly manifests?: readonly { readonly digest: string; readonly platform?: Platform }[];
}

interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

function platformName({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter(Boolean).join('/');
}

function parsed<T>(text: string | undefined): T | undefined {
  try {
    return JSON.parse(text ?? '') as T;
  } catch {
    return undefined;
  }
}
