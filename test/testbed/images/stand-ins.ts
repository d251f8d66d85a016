// Which image stands in for which public one, and how it comes into an engine.
import { createHash } from 'node:crypto';
import type Docker from 'dockerode';
import { cacheRoot } from '../cache.ts';
import { whyNoDebianPackages } from '../debian.ts';
import { distroless } from './distroless.ts';
import { dotnet, dotnetRepositories } from './dotnet-images.ts';
import { golang } from './go-image.ts';
import { java, maven } from './java-images.ts';
import { loadImages } from './load.ts';
import { nginx, nginxUnprivileged } from './nginx-images.ts';
import { node } from './node-image.ts';
import { composer, php } from './php-images.ts';
import { pypy, python } from './python-images.ts';
import { type Missing, makeLayers, type StandIn } from './recipe.ts';
import { type Reference, referenceOf } from './reference.ts';
import { ruby } from './ruby-image.ts';
import { rust } from './rust-image.ts';
import { alpine, buildpackDeps, busybox, debian, gcc, ubuntu, whyNoAlpine } from './systems.ts';

type Family = (reference: Reference) => Promise<StandIn | Missing>;

const FAMILIES: ReadonlyMap<string, Family> = new Map<string, Family>(
  Object.entries({
    alpine,
    amazoncorretto: java,
    'buildpack-deps': buildpackDeps,
    busybox,
    composer,
    debian,
    'eclipse-temurin': java,
    gcc,
    golang,
    maven,
    ...Object.fromEntries(dotnetRepositories.map((name) => [name, dotnet])),
    nginx,
    'nginxinc/nginx-unprivileged': nginxUnprivileged,
    node,
    openjdk: java,
    php,
    pypy,
    python,
    ruby,
    rust,
    ubuntu,
  }),
);

/** The repositories of which there are stand-ins, without the tags. */
export const servedRepositories: readonly string[] = [...FAMILIES.keys(), 'gcr.io/distroless/…', 'scratch'];

/** Which stand-in there is for a reference as it stands after FROM; makes nothing. */
export async function standInFor(text: string, dockerfile = ''): Promise<StandIn | Missing> {
  const reference = referenceOf(text);
  if (reference.digest) return { missing: `${text} names a digest, which no stand-in can have.` };
  const family = reference.name.startsWith('gcr.io/distroless/') ? distroless : FAMILIES.get(reference.name);
  if (!family) {
    return { missing: `${text} cannot be had here: there is no public registry in reach and no stand-in for it.` };
  }
  return whyNoAlpine(reference, dockerfile) ?? (await family(reference));
}

/**
 * Sees to it that the engine has an image under that name: the one that it has, else a stand-in, which is made when
 * its layers are not in the cache (up to some minutes for the first of a kind). An image that is no stand-in of ours
 * is left alone. `dockerfile` is the text that names it: whether it installs with apk decides about Alpine.
 */
export async function provideFor(
  docker: Docker,
  text: string,
  { dockerfile = '' }: { dockerfile?: string } = {},
): Promise<{ readonly image: string } | Missing> {
  if (text === 'scratch') return { image: text };
  const { name, tag } = referenceOf(text);
  const image = `${name}:${tag}`;
  const present = await presentAs(docker, image);
  if (present === 'own') return { image };
  const noPackages = whyNoDebianPackages();
  if (noPackages) return { missing: `${text} is not there and no stand-in can be made for it (${noPackages}).` };
  const standIn = await standInFor(text, dockerfile);
  if ('missing' in standIn) return standIn;
  const layers = await makeLayers(standIn.layers);
  // A comment, not a label: a label would go on into what is built, and be missing there where the base is another.
  const { config } = standIn;
  const edition = createHash('sha256')
    .update(JSON.stringify([config, layers]))
    .digest('hex')
    .slice(0, 12);
  const comment = `Stand-in for ${image}: ${standIn.is} (${edition})`;
  if (present === comment) return { image };
  await loadImages(docker, cacheRoot, [{ tags: [image], layers, config, comment }]);
  return { image };
}

/** The comment of the stand-in that the engine has under that name; `own` when what is there is none of ours. */
async function presentAs(docker: Docker, image: string): Promise<string | undefined> {
  const found = docker.getImage(image);
  const details = await found.inspect().catch(() => undefined);
  if (!details) return undefined;
  if (details.Comment.startsWith('Stand-in for ')) return details.Comment;
  const [last] = (await found.history()) as { CreatedBy: string }[];
  // The images that the testbed starts with are stand-ins too, and some of them less complete.
  return last?.CreatedBy.startsWith('stand-in layer ') && /^node:/.test(image) ? '' : 'own';
}
