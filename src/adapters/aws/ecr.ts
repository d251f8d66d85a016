/**
 * ECR: repositories, the images in them, and what it takes to push there. Digests tell images apart; tags are
 * names that move. Every function throws UserFacingError, and CancelledError once the signal is raised.
 */
import type { ImageDetail, Repository as RepositoryDetail } from '@aws-sdk/client-ecr';
import { UserFacingError } from '../../core/errors.ts';
import { repositoryNameProblem } from '../../core/image/repository-name.ts';
import { countBySeverity, type SeverityCounts, severityOf } from '../../core/image/vulnerability.ts';
import { call, refusalText, refusedWith } from './errors.ts';
import { type Pages, pages } from './paging.ts';
import type { Session } from './session.ts';

export interface Repository {
  readonly name: string;
  readonly arn: string;
  /** Registry and name, without a tag: what an image is pushed to. Its form differs between partitions. */
  readonly uri: string;
  readonly createdAt: Date | undefined;
  /** Whether a tag, once given, stays where it is; `undefined` when that depends on the tag. */
  readonly isImmutable: boolean | undefined;
  readonly scansOnPush: boolean;
}

export interface Image {
  /** The repository's ARN with `@` and the digest: unique, as ECR has no ARN for images. */
  readonly id: string;
  readonly repository: string;
  /** `sha256:…` */
  readonly digest: string;
  /** Empty for an untagged image. */
  readonly tags: readonly string[];
  /** Compressed, in bytes, as ECR stores it; an index has none. */
  readonly size: number | undefined;
  readonly pushedAt: Date | undefined;
  readonly mediaType: string | undefined;
  /** As listed: newer scanners do not fill it, so undefined does not mean unscanned. */
  readonly scanStatus: string | undefined;
  readonly findings: SeverityCounts | undefined;
}

interface RegistryCredentials {
  /** Host and port to log in to, such as `111122223333.dkr.ecr.eu-west-1.amazonaws.com`. */
  readonly registry: string;
  readonly username: string;
  /** In memory only: never write it, never log it. */
  readonly password: string;
  readonly expiresAt: Date | undefined;
}

/** One image of an index. */
export interface PlatformImage {
  readonly digest: string;
  /** `linux/arm64`, with the variant where there is one. */
  readonly platform: string;
}

export interface Registry {
  /**
   * Finds the repository or makes it, mutable and encrypted by ECR's own key. An existing one is left as it is.
   * @throws UserFacingError `invalid-repository-name` before anything is asked
   */
  ensureRepository(
    wanted: { name: string; tags: Readonly<Record<string, string>>; scanOnPush?: boolean },
    signal?: AbortSignal,
  ): Promise<{ repository: Repository; created: boolean }>;
  /** @returns undefined when there is none. */
  repository(name: string, signal?: AbortSignal): Promise<Repository | undefined>;
  repositoryTags(arn: string, signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** For twelve hours and every repository of the account's registry. */
  credentials(signal?: AbortSignal): Promise<RegistryCredentials>;
  /** By name, 100 to a page. */
  repositories(signal?: AbortSignal): Pages<Repository>;
  /** By digest, 100 to a page, in ECR's order. */
  images(repository: Pick<Repository, 'name' | 'arn'>, signal?: AbortSignal): Pages<Image>;
  /** @param reference a tag or a digest. @returns undefined when the repository or the image is not there. */
  image(repository: string, reference: string, signal?: AbortSignal): Promise<Image | undefined>;
  /** The images that an index stands for, without attestations; empty when the digest is no index. */
  platforms(repository: string, digest: string, signal?: AbortSignal): Promise<readonly PlatformImage[]>;
  /**
   * Deletes a repository and every image in it, if it carries all of these tags.
   * @returns whether it was deleted: false when it is absent or someone else's.
   */
  deleteOwnRepository(name: string, tags: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<boolean>;
}

export function ecrRegistry(session: Session): Registry {
  const ecr = () => Promise.all([session.ecr(), import('./sdk/clients.ts').then(({ ecr }) => ecr)]);

  const registry: Registry = {
    async ensureRepository({ name, tags, scanOnPush = true }, signal) {
      const wrong = repositoryNameProblem(name);
      if (wrong) throw nameRefused(wrong);
      const existing = await registry.repository(name, signal);
      if (existing) return { repository: existing, created: false };
      try {
        const made = await call(session, `create the repository "${name}"`, signal, async (options) => {
          const [client, { CreateRepositoryCommand }] = await ecr();
          const command = new CreateRepositoryCommand({
            repositoryName: name,
            imageScanningConfiguration: { scanOnPush },
            tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          });
          return client.send(command, options);
        });
        return { repository: repositoryOf(made.repository ?? {}), created: true };
      } catch (error) {
        if (refusedWith(error, 'InvalidParameterException') && /repositoryName/.test(refusalText(error)))
          throw nameRefused(`ECR does not take “${name}” as the name of a repository.`, error);
        // Someone else made it between our two calls.
        const found =
          refusedWith(error, 'RepositoryAlreadyExistsException') && (await registry.repository(name, signal));
        if (!found) throw error;
        return { repository: found, created: false };
      }
    },

    async repository(name, signal) {
      try {
        const found = await call(session, `look for the repository "${name}"`, signal, async (options) => {
          const [client, { DescribeRepositoriesCommand }] = await ecr();
          return client.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), options);
        });
        return found.repositories?.map(repositoryOf)[0];
      } catch (error) {
        if (refusedWith(error, 'RepositoryNotFoundException')) return undefined;
        throw error;
      }
    },

    async repositoryTags(arn, signal) {
      const { tags } = await call(session, `read the tags of ${arn}`, signal, async (options) => {
        const [client, { ListTagsForResourceCommand }] = await ecr();
        return client.send(new ListTagsForResourceCommand({ resourceArn: arn }), options);
      });
      return Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
    },

    async credentials(signal) {
      const { authorizationData } = await call(session, 'log in to the registry', signal, async (options) => {
        const [client, { GetAuthorizationTokenCommand }] = await ecr();
        return client.send(new GetAuthorizationTokenCommand({}), options);
      });
      const { authorizationToken = '', proxyEndpoint = '', expiresAt } = authorizationData?.[0] ?? {};
      const [username = '', password = ''] = splitOnce(Buffer.from(authorizationToken, 'base64').toString(), ':');
      if (!password || !proxyEndpoint) {
        throw new UserFacingError({ code: 'unreadable-answer', message: 'ECR gave no login for the registry.' });
      }
      return { registry: new URL(proxyEndpoint).host, username, password, expiresAt };
    },

    repositories: (signal) =>
      pages(async (nextToken) => {
        const page = await call(session, 'list the repositories', signal, async (options) => {
          const [client, { DescribeRepositoriesCommand }] = await ecr();
          return client.send(new DescribeRepositoriesCommand({ maxResults: 100, nextToken }), options);
        });
        return { items: (page.repositories ?? []).map(repositoryOf), token: page.nextToken };
      }),

    images: ({ name, arn }, signal) =>
      pages(async (nextToken) => {
        const page = await call(session, `list the images of "${name}"`, signal, async (options) => {
          const [client, { DescribeImagesCommand }] = await ecr();
          return client.send(new DescribeImagesCommand({ repositoryName: name, maxResults: 100, nextToken }), options);
        });
        return { items: (page.imageDetails ?? []).map((detail) => imageOf(detail, name, arn)), token: page.nextToken };
      }),

    async image(repository, reference, signal) {
      try {
        const found = await call(session, `look for ${repository}:${reference}`, signal, async (options) => {
          const [client, { DescribeImagesCommand }] = await ecr();
          const imageIds = [reference.includes(':') ? { imageDigest: reference } : { imageTag: reference }];
          return client.send(new DescribeImagesCommand({ repositoryName: repository, imageIds }), options);
        });
        const holder = await registry.repository(repository, signal);
        const detail = found.imageDetails?.[0];
        return detail && imageOf(detail, repository, holder?.arn ?? repository);
      } catch (error) {
        if (refusedWith(error, 'ImageNotFoundException', 'RepositoryNotFoundException')) return undefined;
        throw error;
      }
    },

    async platforms(repository, digest, signal) {
      const { images } = await call(
        session,
        `read the manifest of ${repository}@${digest}`,
        signal,
        async (options) => {
          const [client, { BatchGetImageCommand }] = await ecr();
          const command = new BatchGetImageCommand({ repositoryName: repository, imageIds: [{ imageDigest: digest }] });
          return client.send(command, options);
        },
      );
      return platformsOf(images?.[0]?.imageManifest ?? '{}');
    },

    async deleteOwnRepository(name, tags, signal) {
      const found = await registry.repository(name, signal);
      if (!found) return false;
      const carried = await registry.repositoryTags(found.arn, signal);
      if (!Object.entries(tags).every(([key, value]) => carried[key] === value)) return false;
      try {
        await call(session, `delete the repository "${name}"`, signal, async (options) => {
          const [client, { DeleteRepositoryCommand }] = await ecr();
          return client.send(new DeleteRepositoryCommand({ repositoryName: name, force: true }), options);
        });
        return true;
      } catch (error) {
        if (refusedWith(error, 'RepositoryNotFoundException')) return false;
        throw error;
      }
    },
  };
  return registry;
}

function nameRefused(message: string, cause?: unknown): UserFacingError {
  const action = { says: 'Change "repository" (or "name") in quayside.yaml.' };
  return new UserFacingError({ code: 'invalid-repository-name', message, action, cause });
}

function repositoryOf(detail: RepositoryDetail): Repository {
  return {
    name: detail.repositoryName ?? '',
    arn: detail.repositoryArn ?? '',
    uri: detail.repositoryUri ?? '',
    createdAt: detail.createdAt,
    isImmutable: immutability(detail.imageTagMutability),
    scansOnPush: detail.imageScanningConfiguration?.scanOnPush ?? false,
  };
}

function immutability(said: string | undefined): boolean | undefined {
  if (said === 'IMMUTABLE') return true;
  return said === undefined || said === 'MUTABLE' ? false : undefined;
}

function imageOf(detail: ImageDetail, repository: string, repositoryArn: string): Image {
  const digest = detail.imageDigest ?? '';
  const counts = detail.imageScanFindingsSummary?.findingSeverityCounts;
  return {
    id: `${repositoryArn}@${digest}`,
    repository,
    digest,
    tags: detail.imageTags ?? [],
    size: detail.imageSizeInBytes,
    pushedAt: detail.imagePushedAt,
    mediaType: detail.imageManifestMediaType,
    scanStatus: detail.imageScanStatus?.status,
    findings: counts && mergedCounts(counts),
  };
}

function mergedCounts(counts: Readonly<Record<string, number | undefined>>): SeverityCounts {
  const merged: Record<string, number> = { ...countBySeverity([]) };
  for (const [word, count = 0] of Object.entries(counts))
    merged[severityOf(word)] = (merged[severityOf(word)] ?? 0) + count;
  return merged as SeverityCounts;
}

/** @param manifest the text of an OCI index or a Docker manifest list; of anything else there are none. */
export function platformsOf(manifest: string): PlatformImage[] {
  const { manifests = [] } = JSON.parse(manifest) as { manifests?: IndexEntry[] };
  return manifests
    .filter(({ platform }) => platform && platform.os !== 'unknown')
    .map(({ digest, platform }) => ({
      digest,
      platform: [platform?.os, platform?.architecture, platform?.variant].filter(Boolean).join('/'),
    }));
}

interface IndexEntry {
  readonly digest: string;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
