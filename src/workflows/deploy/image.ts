import type { Image, Registry, Repository } from '../../adapters/aws/ecr.ts';
import { imagePlatforms } from '../../adapters/aws/image-platform.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { UserFacingError } from '../../core/errors.ts';
import { namesFor } from '../../core/fargate/names.ts';
import type { ServiceSpec } from '../../core/fargate/spec.ts';

export interface DeployableImage {
  /** Repository URI, without tag and digest. */
  readonly uri: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** The part of the registry that says what there is to deploy. */
export type ImageSource = Pick<Registry, 'repository' | 'images' | 'image'>;

/**
 * What the spec's repository holds for deploying: the digest or tag that is asked for, else the image that was pushed last.
 * @throws UserFacingError `nothing-pushed`, `no-such-image`, `wrong-platform`
 */
export async function deployableImage(
  { session, registry }: { readonly session: Session; readonly registry: ImageSource },
  spec: ServiceSpec,
  reference: string | undefined,
  signal: AbortSignal,
): Promise<DeployableImage> {
  const name = namesFor(spec).repository;
  const repository = await pushedRepository(registry, name, signal);
  const image = reference ? await registry.image(name, reference, signal) : await newest(registry, repository, signal);
  if (!image) throw noSuchImage(name, reference ?? '');
  const platforms = await imagePlatforms(session, name, image.digest, signal);
  requirePlatform(spec, image, platforms);
  return { uri: repository.uri, digest: image.digest };
}

/**
 * The image of the spec's repository that was pushed last.
 * @throws UserFacingError `nothing-pushed`
 */
export async function lastPushedImage(registry: ImageSource, spec: ServiceSpec, signal: AbortSignal): Promise<Image> {
  return newest(registry, await pushedRepository(registry, namesFor(spec).repository, signal), signal);
}

async function pushedRepository(registry: ImageSource, name: string, signal: AbortSignal): Promise<Repository> {
  const repository = await registry.repository(name, signal);
  if (!repository) throw nothingPushed(`the repository "${name}" does not exist yet`);
  return repository;
}

/** Tagged images first: what has no tag is a part of an index, or was replaced by a later push. */
async function newest(registry: ImageSource, repository: Repository, signal: AbortSignal): Promise<Image> {
  let newest: Image | undefined;
  const isNewer = (image: Image): boolean => {
    if (!newest) return true;
    const [isTagged, wasTagged] = [image.tags.length > 0, newest.tags.length > 0];
    if (isTagged !== wasTagged) return isTagged;
    return Number(image.pushedAt ?? 0) > Number(newest.pushedAt ?? 0);
  };
  for (let page = await registry.images(repository, signal)(); ; ) {
    for (const image of page.items) if (isNewer(image)) newest = image;
    if (!page.next) break;
    page = await page.next();
  }
  if (!newest) throw nothingPushed(`the repository "${repository.name}" is empty`);
  return newest;
}

/** Nothing is held against an image that does not say what it runs on. */
function requirePlatform(spec: ServiceSpec, image: Image, platforms: readonly string[]): void {
  const wanted = spec.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64';
  if (platforms.length === 0 || platforms.some((each) => each === wanted || each.startsWith(`${wanted}/`))) return;
  const isOther = platforms.some((each) => /^linux\/(amd64|arm64)/.test(each));
  const other = spec.architecture === 'arm64' ? 'x86_64' : 'arm64';
  throw new UserFacingError({
    code: 'wrong-platform',
    message: `The image ${image.repository}@${image.digest.slice(0, 19)} is built for ${platforms.join(' and ')}, and the task runs on ${wanted}.`,
    action: {
      says: `Build it for ${wanted} and push it again${isOther ? `, or set "architecture: ${other}" in quayside.yaml` : ''}.`,
    },
  });
}

function nothingPushed(why: string): UserFacingError {
  return new UserFacingError({
    code: 'nothing-pushed',
    message: `No image has been pushed: ${why}.`,
    action: {
      says: 'Run "quayside push" first.',
      command: { id: 'quayside.pushImage', title: 'Push Image to ECR' },
    },
  });
}

function noSuchImage(name: string, reference: string): UserFacingError {
  return new UserFacingError({
    code: 'no-such-image',
    message: `The repository "${name}" holds no image ${reference.startsWith('sha256:') ? reference.slice(0, 19) : reference}.`,
    action: { says: 'Push the image, or name none to deploy what was pushed last.' },
  });
}
