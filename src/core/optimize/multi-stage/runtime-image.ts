import type { StageModel } from '../model/build-model.ts';

export interface RuntimeImage {
  readonly image: string;
  readonly imageFolder: string;
}

const debianReleases = new Set(['forky', 'trixie', 'bookworm', 'bullseye', 'buster', 'stretch', 'jessie']);
const ubuntuVersions: Readonly<Record<string, string>> = {
  plucky: '25.04',
  noble: '24.04',
  jammy: '22.04',
  focal: '20.04',
  bionic: '18.04',
  xenial: '16.04',
  trusty: '14.04',
};

/** The first minor version whose images stand on trixie where the tag names no release; earlier ones stand on bookworm. */
const trixieSince: Readonly<Record<string, readonly [number, number]>> = {
  golang: [1, 25],
  rust: [1, 89],
  gcc: [15, 0],
};

/** A small image with the C library that a program of this stage was linked with. */
export function debianRuntime({ base }: StageModel): RuntimeImage {
  if (base?.isOfficial && (base.name === 'debian' || base.name === 'ubuntu'))
    return { image: base.text, imageFolder: '/' };
  const release = base?.release;
  if (release !== undefined && ubuntuVersions[release]) {
    return { image: `ubuntu:${ubuntuVersions[release]}`, imageFolder: '/' };
  }
  if (release !== undefined && debianReleases.has(release))
    return { image: `debian:${release}-slim`, imageFolder: '/' };
  return {
    image: `debian:${isOnTrixie(base?.name ?? '', base?.version) ? 'trixie' : 'bookworm'}-slim`,
    imageFolder: '/',
  };
}

/** The same for programs that may be linked with the C library of Alpine. */
export function smallRuntime(stage: StageModel): RuntimeImage {
  const { base } = stage;
  if (!base?.isAlpine) return debianRuntime(stage);
  const version = /alpine(\d+\.\d+)/.exec(base.tag ?? '')?.[1] ?? '3';
  return { image: base.name === 'alpine' ? base.text : `alpine:${version}`, imageFolder: '/' };
}

function isOnTrixie(name: string, version: string | undefined): boolean {
  const since = trixieSince[name];
  if (!since || version === undefined) return true;
  const [major = 0, minor = Number.POSITIVE_INFINITY] = version.split('.').map(Number);
  return major > since[0] || (major === since[0] && minor >= since[1]);
}
