// Stand-ins for systems and for the tools that full variants of official images bring along.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Suite } from './layers.ts';
import { machineSettings } from './machine.ts';
import { bottoms, type LayerRecipe, type Missing, PATH, packages, type StandIn } from './recipe.ts';
import type { Reference } from './reference.ts';

export async function system(suite: Suite): Promise<readonly LayerRecipe[]> {
  return await machineSettings([bottoms[suite]]);
}

/** `buildpack-deps:*-curl`. */
async function curlTools(): Promise<readonly LayerRecipe[]> {
  return packages(await system('bookworm'), 'curl', ['ca-certificates', 'curl', 'gnupg', 'netbase', 'tzdata', 'wget']);
}

/** `buildpack-deps:*-scm`, without Subversion. */
export async function scmTools(): Promise<readonly LayerRecipe[]> {
  return packages(await curlTools(), 'curl-scm', ['git', 'mercurial', 'openssh-client', 'procps']);
}

/** `buildpack-deps`, without ImageMagick. */
export async function buildTools(): Promise<readonly LayerRecipe[]> {
  const libraries = ['bz2', 'curl4-openssl', 'db', 'event', 'ffi', 'gdbm', 'glib2.0', 'gmp', 'jpeg', 'krb5', 'lzma'];
  const more = [
    'maxminddb',
    'ncurses5',
    'ncursesw5',
    'png',
    'pq',
    'readline',
    'sqlite3',
    'ssl',
    'webp',
    'xml2',
    'xslt',
  ];
  return packages(await scmTools(), 'curl-scm-build', [
    ...['autoconf', 'automake', 'bzip2', 'default-libmysqlclient-dev', 'dpkg-dev', 'file', 'g++', 'gcc', 'libc6-dev'],
    ...['libtool', 'libyaml-dev', 'make', 'patch', 'unzip', 'xz-utils', 'zlib1g-dev', 'uuid-dev'],
    ...[...libraries, ...more].map((name) => `lib${name}-dev`),
  ]);
}

const bash = { Env: [`PATH=${PATH}`], Cmd: ['bash'] };

const UBUNTU_NAMES = ['questing', 'plucky', 'oracular', 'noble'];

export async function debian({ tag }: Reference): Promise<StandIn> {
  const isNew = /trixie|sid|testing|^13/.test(tag);
  return { layers: await system(isNew ? 'trixie' : 'bookworm'), config: bash, is: `Debian ${isNew ? 13 : 12}` };
}

export async function ubuntu({ tag }: Reference): Promise<StandIn> {
  const isNew = tag === 'latest' || Number.parseFloat(tag) >= 24 || UBUNTU_NAMES.includes(tag);
  const config = { ...bash, Cmd: ['/bin/bash'] };
  return { layers: await system(isNew ? 'trixie' : 'bookworm'), config, is: `Debian ${isNew ? 13 : 12}` };
}

export async function buildpackDeps({ tag }: Reference): Promise<StandIn> {
  if (tag.endsWith('curl')) return { layers: await curlTools(), config: bash, is: 'Debian 12 with curl' };
  if (tag.endsWith('scm')) return { layers: await scmTools(), config: bash, is: 'Debian 12 with curl and git' };
  return { layers: await buildTools(), config: bash, is: 'Debian 12 with its compilers' };
}

export async function gcc(): Promise<StandIn> {
  const layers = packages(await buildTools(), 'curl-scm-build-fortran', ['gfortran', 'libquadmath0']);
  return { layers, config: bash, is: 'Debian 12 with GCC 12' };
}

/** Alpine's own tools for users are not Debian's: the two that Dockerfiles call are put in its place. */
export async function alpine({ tag }: Reference): Promise<StandIn> {
  const layers = packages(await system('bookworm'), 'alpine', ['busybox-static', 'tzdata'], addAlpineTools);
  return { layers, config: { Env: [`PATH=${PATH}`], Cmd: ['/bin/sh'] }, is: `Debian 12 without apk (Alpine ${tag})` };
}

export async function busybox(): Promise<StandIn> {
  const { layers } = await alpine({ name: 'alpine', tag: 'latest' });
  return { layers, config: { Env: [`PATH=${PATH}`], Cmd: ['sh'] }, is: 'Debian 12 with busybox' };
}

/** `addgroup` and `adduser` with the options of busybox, on Debian's `groupadd` and `useradd`. */
export async function addAlpineTools(root: string): Promise<void> {
  const script = (lines: readonly string[]) => ['#!/bin/sh', 'set -e', ...lines, ''].join('\n');
  await writeFile(
    path.join(root, 'usr/local/sbin/addgroup'),
    script([
      'set_up=""',
      'while [ $# -gt 0 ]; do case "$1" in',
      '  -S|--system) set_up="$set_up --system";;',
      '  -g|--gid) set_up="$set_up --gid $2"; shift;;',
      '  *) break;;',
      'esac; shift; done',
      'if [ -n "$2" ]; then exec usermod -aG "$2" "$1"; fi',
      'exec groupadd $set_up "$1"',
    ]),
    { mode: 0o755 },
  );
  await writeFile(
    path.join(root, 'usr/local/sbin/adduser'),
    script([
      'set_up="--shell /bin/sh"; home="--create-home"; group=""',
      'while [ $# -gt 0 ]; do case "$1" in',
      '  -S|--system) set_up="$set_up --system";;',
      '  -D|--disabled-password) ;;',
      '  -H|--no-create-home) home="--no-create-home";;',
      '  -[!-]*D*|-[!-]*H*|-[!-]*S*) case "$1" in *H*) home="--no-create-home";; esac; case "$1" in *S*) set_up="$set_up --system";; esac;',
      '    case "$1" in *u) set_up="$set_up --uid $2"; shift;; *G) group="$2"; shift;; *h) set_up="$set_up --home-dir $2"; shift;; esac;;',
      '  -u|--uid) set_up="$set_up --uid $2"; shift;;',
      '  -G|--ingroup) group="$2"; shift;;',
      '  -h|--home) set_up="$set_up --home-dir $2"; shift;;',
      '  -s|--shell) set_up="$set_up --shell $2"; shift;;',
      '  -g|--gecos) set_up="$set_up --comment user"; shift;;',
      '  *) break;;',
      'esac; shift; done',
      'if [ -n "$2" ]; then exec usermod -aG "$2" "$1"; fi',
      'if [ -n "$group" ]; then exec useradd $set_up $home --gid "$group" "$1"; fi',
      'exec useradd $set_up $home --user-group "$1"',
    ]),
    { mode: 0o755 },
  );
}

/** Why an image on Alpine cannot stand in for this Dockerfile; undefined when it can. */
export function whyNoAlpine({ tag, name }: Reference, dockerfile: string): Missing | undefined {
  if (name !== 'alpine' && !/alpine/.test(tag)) return undefined;
  if (!/\bapk\s+(--\S+\s+)*(add|del|update|upgrade|fetch)\b/.test(dockerfile)) return undefined;
  return {
    missing: `${name}:${tag} is Alpine and the Dockerfile installs with apk, whose packages cannot be had here.`,
  };
}
