import type { Engine } from '../adapters/docker/contract.ts';
import { isUserFacing, UserFacingError } from '../core/errors.ts';
import { parseReference } from '../core/image/reference.ts';
import type { Run } from './run.ts';

export interface ResolvedDigest {
  /** `sha256:…` */
  readonly digest: string;
  /** Who had it. */
  readonly from: 'engine' | 'registry';
}

/**
 * The digest of an image by its tag: the one that the engine pulled or pushed, so that what was tried is what is
 * pinned; else the one that the registry has now.
 * @param reference `node:22`, `host/repository:tag`
 * @throws UserFacingError `no-digest` where neither has one; what the engine throws
 */
export async function resolveDigest(
  { engine }: { readonly engine: Pick<Engine, 'inspectImage' | 'registryDigest'> },
  reference: string,
  { report, signal }: Run,
): Promise<ResolvedDigest> {
  report({ phase: 'resolve', message: `Asking the engine for ${reference}` });
  const image = await engine.inspectImage(reference, signal);
  const own = repositoryOf(reference);
  const known = image?.digests.find((one) => repositoryOf(one) === own);
  if (known) return { digest: known.slice(known.indexOf('@') + 1), from: 'engine' };
  report({ phase: 'resolve', message: `Asking the registry for ${reference}` });
  let refusal: UserFacingError | undefined;
  try {
    const digest = await engine.registryDigest(reference, signal);
    if (digest) return { digest, from: 'registry' };
  } catch (error) {
    if (!isUserFacing(error) || error.code !== 'engine-refused') throw error;
    refusal = error;
  }
  const why = refusal ? 'its registry gave no answer' : 'its registry does not have it';
  throw new UserFacingError({
    code: 'no-digest',
    message: image
      ? `${reference} was built here and never pushed, and ${why}: there is no digest to pin it to.`
      : `The engine has no ${reference}, and ${why}: there is no digest to pin it to.`,
    action: { says: 'Check its name, sign in to its registry with "docker login", or pull it first.' },
    cause: refusal,
  });
}

/** As Docker Hub's short names stand for long ones, and Podman writes the long ones. */
function repositoryOf(reference: string): string {
  const { registry = 'docker.io', repository } = parseReference(reference) ?? { repository: reference };
  const host = registry === 'index.docker.io' ? 'docker.io' : registry;
  return host === 'docker.io' ? `${host}/${repository.replace(/^library\//, '')}` : `${host}/${repository}`;
}
