import { imageReference } from '../../dockerfile/image-reference.ts';
import type { Dockerfile, ImageReference, Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { GlobalArguments } from '../../dockerfile/stage-environment.ts';
import { expand } from '../../dockerfile/variables.ts';

/** What the name of an image says about what is in it. What it does not say is undefined. */
export interface BaseImage {
  /** As it is written. */
  readonly text: string;
  /** The last part of the repository: `golang`, `eclipse-temurin`. */
  readonly name: string;
  /** Of Docker's own library, or of a well-known publisher under its own name. */
  readonly isOfficial: boolean;
  readonly tag: string | undefined;
  /** What the tag starts with: `1.24.2`, `3.9.11`. */
  readonly version: string | undefined;
  readonly packageManager: 'apt' | 'apk' | 'rpm' | undefined;
  readonly libc: 'glibc' | 'musl' | undefined;
  /** Debian's or Ubuntu's release where the tag names it, or where every such tag means it. */
  readonly release: string | undefined;
  readonly isSlim: boolean;
  readonly isAlpine: boolean;
  readonly isWindows: boolean;
}

const releases =
  /(?:^|[-.])(forky|trixie|bookworm|bullseye|buster|stretch|jessie|plucky|noble|jammy|focal|bionic|xenial|trusty)(?:[-.]|$)/;
const debianVersions: Readonly<Record<string, string>> = {
  '13': 'trixie',
  '12': 'bookworm',
  '11': 'bullseye',
  '10': 'buster',
  '9': 'stretch',
};
const ubuntuVersions: Readonly<Record<string, string>> = {
  '25.04': 'plucky',
  '24.04': 'noble',
  '22.04': 'jammy',
  '20.04': 'focal',
  '18.04': 'bionic',
  '16.04': 'xenial',
  '14.04': 'trusty',
};
/** Images of Docker's library whose tags without a release stand on Debian. */
const onDebian = new Set(
  'buildpack-deps gcc golang rust node python ruby php perl haskell erlang elixir julia pypy openjdk nginx httpd redis'.split(
    ' ',
  ),
);
/** … and on Ubuntu. */
const onUbuntu = new Set(['ubuntu', 'eclipse-temurin', 'maven', 'gradle', 'swift']);
const onRpm = new Set('fedora centos rockylinux almalinux amazonlinux oraclelinux ubi8 ubi9 ubi'.split(' '));
const windows = /(?:^|[-/])(windowsservercore|nanoserver|servercore)(?:[-:]|$)|-windows/;

/** @returns undefined for a FROM that names a stage or nothing, or a variable without a default */
export function baseImageOf(stage: Stage, dockerfile: Dockerfile): BaseImage | undefined {
  const { parent, from } = stage;
  const image = parent || !stage.image ? undefined : withDefaults(stage.image, from, dockerfile);
  if (!image) return undefined;
  const { registry, repository, tag } = image;
  const { text } = stage.image as ImageReference;
  const parts = repository.split('/');
  const name = parts.at(-1) as string;
  const isHub = registry === undefined || registry === 'docker.io' || registry === 'registry-1.docker.io';
  const isLibrary =
    isHub && (parts.length === 1 || (parts.length === 2 && parts[0] === 'library') || repository === 'rustlang/rust');
  const isMirror = registry === 'public.ecr.aws' && repository.startsWith('docker/library/');
  const isOfficial = isLibrary || isMirror || registry === 'mcr.microsoft.com' || registry === 'gcr.io';
  const isAlpine = name === 'alpine' || /(?:^|[-.])alpine/.test(tag ?? '');
  const isDebian = isOfficial && (name === 'debian' || onDebian.has(name));
  const isUbuntu = isOfficial && onUbuntu.has(name);
  const isRpm = onRpm.has(name) || /(?:^|-)(ubi\d*|al2023|amazonlinux|oraclelinux|ol\d)/.test(tag ?? '');
  const isApt = !isAlpine && !isRpm && (isDebian || isUbuntu);
  return {
    text,
    name,
    isOfficial,
    tag,
    version: /^v?(\d+(?:\.\d+)*)/.exec(tag ?? '')?.[1],
    packageManager: isAlpine ? 'apk' : isRpm ? 'rpm' : isApt ? 'apt' : undefined,
    libc: isAlpine ? 'musl' : isApt || isRpm ? 'glibc' : undefined,
    release: releaseOf(name, tag),
    isSlim: /(?:^|-)slim(?:-|$)/.test(tag ?? ''),
    isAlpine,
    isWindows: windows.test(text),
  };
}

/** The image that is meant unless somebody hands in other build arguments. */
function withDefaults(image: ImageReference, from: Instruction, dockerfile: Dockerfile): ImageReference | undefined {
  if (!image.text.includes('$')) return image;
  const globals = new GlobalArguments();
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword === 'ARG') globals.takeArg(instruction, dockerfile);
  }
  const word = from.words[0] as Word;
  const value = expand(word.raw, dockerfile.escape, globals.lookup).value;
  if (!value || value.startsWith('/') || value.startsWith(':')) return undefined;
  const known = dockerfile.stages.some(({ name }) => name?.value.toLowerCase() === value.toLowerCase());
  return known ? undefined : imageReference({ ...word, value, raw: value });
}

function releaseOf(name: string, tag: string | undefined): string | undefined {
  const named = releases.exec(tag ?? '')?.[1];
  if (named) return named;
  const version = /^(\d+(?:\.\d\d)?)/.exec(tag ?? '')?.[1] ?? '';
  if (name === 'debian') return debianVersions[version];
  if (name === 'ubuntu') return ubuntuVersions[version];
  return undefined;
}
