import type { ShellCommand } from '../../dockerfile/shell.ts';

/**
 * What a command of a RUN is for.
 * - `index`: the lists of a package manager, its repositories and keys
 * - `packages`: system packages
 * - `dependencies`: what a manifest names
 * - `build`, `generate`, `test`: what the sources are turned into, and checked by
 * - `fetch`: something from the network
 * - `tool`: a program for the build, such as `npm install -g`
 * - `clean-up`: takes away what the image does not need
 * - `account`: users and groups
 * - `files`: makes, moves, changes or removes files
 * - `shell`: changes nothing outside the script
 */
export type Purpose =
  | 'index'
  | 'packages'
  | 'dependencies'
  | 'build'
  | 'generate'
  | 'test'
  | 'fetch'
  | 'tool'
  | 'clean-up'
  | 'account'
  | 'files'
  | 'configure'
  | 'shell'
  | 'unknown';

export type Tool =
  | 'apt'
  | 'apk'
  | 'rpm'
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'bun'
  | 'pip'
  | 'poetry'
  | 'uv'
  | 'pipenv'
  | 'go'
  | 'cargo'
  | 'maven'
  | 'gradle'
  | 'sbt'
  | 'lein'
  | 'dotnet'
  | 'composer'
  | 'bundler'
  | 'make'
  | 'cmake'
  | 'compiler';

export interface Task {
  readonly command: ShellCommand;
  readonly purpose: Purpose;
  readonly tool: Tool | undefined;
  /** What the tool is told to do: `install`, `run build`, `package`; the script for a package manager's `run`. */
  readonly verb: string | undefined;
}

/** What is known of a command by its name and its arguments: what it is for, or the command that it does nothing but run. */
export type Classified = Omit<Task, 'command'> | { readonly runs: readonly string[] };

/** @param words the arguments of a tool, without quotes */
export type Classifier = (words: readonly string[]) => Classified;

export function is(purpose: Purpose, tool?: Tool, verb?: string): Classified {
  return { purpose, tool, verb };
}

export function byVerb(tool: Tool, words: readonly string[], purposes: Readonly<Record<string, Purpose>>): Classified {
  const verb = firstVerb(words);
  const purpose = verb !== undefined && Object.hasOwn(purposes, verb) ? purposes[verb] : undefined;
  return is(purpose ?? 'unknown', tool, verb);
}

export function firstVerb(words: readonly string[]): string | undefined {
  return words.find((word) => !word.startsWith('-'));
}
