import type { Registry } from '../adapters/aws/ecr.ts';
import type { Engine, ImageDetails } from '../adapters/docker/contract.ts';
import { PushFailure } from '../adapters/docker/errors.ts';
import type { LayerProgress } from '../adapters/docker/push.ts';
import { headOf } from '../adapters/git/head.ts';
import { UserFacingError } from '../core/errors.ts';
import { explainPushFailure } from '../core/image/push-failure.ts';
import { isTag } from '../core/image/reference.ts';
import { repositoryNameProblem } from '../core/image/repository-name.ts';
import { defaultTag } from '../core/image/tag.ts';
import type { Run } from './run.ts';

export interface PushPorts {
  readonly engine: Pick<Engine, 'push' | 'inspectImage' | 'tag' | 'removeImage'>;
  readonly registry: Pick<Registry, 'ensureRepository' | 'credentials' | 'image'>;
}

export interface PushInput {
  /** Name or id of an image that the engine has. */
  readonly image: string;
  /** Name of the ECR repository; it is created when it is missing. */
  readonly repository: string;
  /** Without one, the commit of `folder`, or the id of the image where there is none. */
  readonly tag?: string | undefined;
  /** Folder that the image was built from. */
  readonly folder?: string | undefined;
  /** Marks a repository that is created as made for this service, so that a teardown finds it. */
  readonly service?: string | undefined;
}

export interface PushedImage {
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…` of the manifest, as the registry has it. */
  readonly digest: string;
  /** `registry/repository@sha256:…`: what is deployed. */
  readonly uri: string;
  readonly platform: string;
  /** True where the tag already named this very image. */
  readonly unchanged: boolean;
  /** True where the repository was made for this push. */
  readonly repositoryCreated: boolean;
}

/**
 * Pushes an image to ECR. The login lives in memory and goes along in one header; layers that the registry
 * has are not sent, so a push that was cut off goes on where it was, layer by layer.
 * @throws UserFacingError `no-image`, `invalid-repository-name`, `invalid-tag`, `immutable-tag`, `push-refused`,
 *   `registry-unreachable`, `engine-lost`, and what AWS refuses
 */
export async function push({ engine, registry }: PushPorts, input: PushInput, run: Run): Promise<PushedImage> {
  const { signal } = run;
  checkRepository(input.repository);
  if (input.tag !== undefined) checkTag(input.tag);
  const image = await engine.inspectImage(input.image, signal);
  if (!image) throw noImage(input.image);
  const tag =
    input.tag ?? defaultTag(input.folder === undefined ? undefined : await headOf(input.folder, signal), image.id);

  run.report({ message: `Looking for the repository ${input.repository}`, phase: 'push' });
  const { repository, created } = await registry.ensureRepository(
    {
      name: input.repository,
      tags: { 'quayside:managed-by': 'quayside', ...(input.service ? { 'quayside:service': input.service } : {}) },
    },
    signal,
  );
  const before = created ? undefined : await registry.image(repository.name, tag, signal);
  const done = (digest: string): PushedImage => ({
    repository: repository.name,
    tag,
    digest,
    uri: `${repository.uri}@${digest}`,
    platform: `${image.os}/${image.architecture}`,
    unchanged: before?.digest === digest,
    repositoryCreated: created,
  });
  // The engine knows the digest of an image, at the latest once it has pushed it; the registry has just said what the tag names.
  if (before && (image.id === before.digest || image.digests.includes(`${repository.uri}@${before.digest}`))) {
    run.report({
      message: `${repository.name}:${tag} is already there`,
      phase: 'push',
      log: `${before.digest} is already there`,
    });
    return done(before.digest);
  }

  const digest = await send({ engine, registry }, { image, uri: repository.uri, name: repository.name, tag }, run);
  const after = await registry.image(repository.name, digest, signal);
  if (!after) throw notArrived(repository.uri, digest);
  return done(digest);
}

async function send(
  { engine, registry }: PushPorts,
  { image, uri, name, tag }: { image: ImageDetails; uri: string; name: string; tag: string },
  run: Run,
): Promise<string> {
  const target = `${uri}:${tag}`;
  const host = uri.slice(0, uri.indexOf('/'));
  const login = await registry.credentials(run.signal);
  const isNew = !image.tags.includes(target);
  if (isNew) await engine.tag(image.id, target, run.signal);
  try {
    const { digest, pushed, existing } = await engine.push(
      target,
      { registry: host, username: login.username, password: login.password },
      (changed, layers) => reportLayers(changed, layers, run),
      run.signal,
    );
    const total = pushed + existing;
    run.report({
      message: `Pushed ${pushed} of ${total} layers`,
      phase: 'push',
      done: total,
      total,
      unit: 'layers',
      log: `${digest}: ${pushed} layers sent, ${existing} were there`,
    });
    return digest;
  } catch (error) {
    // A name that only this push wanted is not left behind by it.
    if (isNew) await engine.removeImage(target).catch(() => undefined);
    throw error instanceof PushFailure ? pushFailed(error, host, name, tag) : error;
  }
}

function reportLayers(changed: LayerProgress, layers: ReadonlyMap<string, LayerProgress>, run: Run): void {
  const all = [...layers.values()];
  const toSend = all.filter(({ state }) => state === 'pushing' || state === 'pushed');
  const settled = all.filter(({ state }) => state === 'pushed' || state === 'exists');
  const sum = (key: 'bytes' | 'total') => toSend.reduce((before, layer) => before + layer[key], 0);
  const total = Math.max(sum('total'), sum('bytes'));
  run.report({
    message: `Pushing, ${settled.length} of ${all.length} layers are there`,
    phase: 'push',
    ...(total > 0 ? { done: sum('bytes'), total, unit: 'bytes' } : {}),
    ...(changed.state === 'pushed' || changed.state === 'exists'
      ? { log: `${changed.layer} ${changed.state === 'pushed' ? 'pushed' : 'is already there'}` }
      : {}),
  });
}

function checkRepository(repository: string): void {
  const problem = repositoryNameProblem(repository);
  if (problem === undefined) return;
  throw new UserFacingError({
    code: 'invalid-repository-name',
    message: problem,
    action: { says: 'Change "repository" (or "name") in quayside.yaml.' },
  });
}

function checkTag(tag: string): void {
  if (isTag(tag)) return;
  throw new UserFacingError({
    code: 'invalid-tag',
    message: `“${tag}” cannot be a tag.`,
    action: { says: 'Use up to 128 letters, digits and _ . - and start with a letter, a digit or _.' },
  });
}

function noImage(image: string): UserFacingError {
  return new UserFacingError({
    code: 'no-image',
    message: `The engine has no image ${image}.`,
    action: {
      says: 'Build it first.',
      command: { id: 'quayside.buildImage', title: 'Build Image' },
    },
  });
}

function notArrived(uri: string, digest: string): UserFacingError {
  return new UserFacingError({
    code: 'digest-mismatch',
    message: `The engine says that it pushed ${digest}, but ECR does not have it in ${uri}.`,
    action: { says: 'Push again, and check that the profile and the region are those of the registry.' },
  });
}

function pushFailed(failure: PushFailure, registry: string, repository: string, tag: string): UserFacingError {
  const { code, says, mend } = explainPushFailure(failure.message, { registry, repository, tag });
  return new UserFacingError({ code, message: says, action: { says: mend }, cause: failure });
}
