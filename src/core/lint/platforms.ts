import type { Flag, Stage } from '../dockerfile/model.ts';

export interface Platform {
  readonly system: string;
  /** As ECS names it where it knows it, such as `X86_64` in lower case; undefined where only the system is named. */
  readonly architecture: string | undefined;
}

/** A platform as `--platform` names it; undefined where a variable has a say in it. */
export function readPlatform(text: string): Platform | undefined {
  if (text.includes('$') || text === '') return undefined;
  const [first = '', second, variant] = text.toLowerCase().split('/');
  if (second !== undefined) return { system: first, architecture: architectureOf(second, variant) };
  return systems.has(first)
    ? { system: first, architecture: undefined }
    : { system: 'linux', architecture: architectureOf(first) };
}

const systems = new Set(['darwin', 'freebsd', 'linux', 'wasi', 'wasip1', 'windows']);

function architectureOf(name: string, variant?: string): string {
  if (/^(?:amd64|x86_64|x86-64)$/.test(name)) return 'x86_64';
  if (/^(?:arm64|aarch64)$/.test(name)) return 'arm64';
  return variant ? `${name}/${variant}` : name;
}

/** The `--platform` that decides what a stage is built for: its own, or that of the stage it is built on. */
export interface DecidingPlatform {
  readonly flag: Flag;
  readonly stage: Stage;
}

export function decidingPlatform(
  parent: DecidingPlatform | undefined,
  stage: Stage | undefined,
): DecidingPlatform | undefined {
  return stage?.platform ? { flag: stage.platform, stage } : parent;
}
