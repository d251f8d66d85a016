import { InheritedMap } from '../../dockerfile/inherited-map.ts';
import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';

/** What a RUN is read by, and what that shell knows from the start. */
export interface ShellEnvironment {
  readonly dialect: Dialect;
  /** The words of SHELL, or the name in a `# hadolint shell=` comment. */
  readonly shell: string;
  /** Names of ARG, of ENV and of the proxies: set to something that nobody split into words on purpose. */
  readonly variables: KnownVariables;
}

export interface KnownVariables {
  has(name: string): boolean;
  names(): string[];
}

/** `none`: PowerShell, cmd and whatever else reads no POSIX shell script. */
export type Dialect = 'sh' | 'dash' | 'bash' | 'ksh' | 'none';

/** The environment of every RUN of a file, those that ONBUILD puts off included. */
export function shellEnvironments(dockerfile: Dockerfile): ReadonlyMap<Instruction, ShellEnvironment> {
  let environments = known.get(dockerfile);
  if (!environments) {
    environments = read(dockerfile);
    known.set(dockerfile, environments);
  }
  return environments;
}

const known = new WeakMap<Dockerfile, ReadonlyMap<Instruction, ShellEnvironment>>();

function read(dockerfile: Dockerfile): Map<Instruction, ShellEnvironment> {
  const environments = new Map<Instruction, ShellEnvironment>();
  const pragmas = dockerfile.comments.flatMap(({ text, inside, line }) => {
    const shell = inside ? undefined : shellPragma.exec(text)?.[1];
    return shell === undefined ? [] : [{ shell, line }];
  });
  const starting = firstInstruction(dockerfile);
  const start = new State(
    pragmas.findLast(({ line }) => line < starting)?.shell ?? '/bin/sh -c',
    new Declared(undefined, proxyNames),
  );
  const put = start.copy();
  const ends = new Map<Stage, State>();
  let state = start.copy();
  let pragma = 0;
  for (const instruction of dockerfile.instructions) {
    for (; pragma < pragmas.length && (pragmas[pragma]?.line ?? 0) < instruction.line; pragma++)
      state.shell = pragmas[pragma]?.shell ?? state.shell;
    if (instruction.keyword === 'FROM') {
      const parent = instruction.stage?.parent;
      state = ((parent && ends.get(parent)) ?? start).copy();
      if (instruction.stage) ends.set(instruction.stage, state);
    }
    state.take(instruction, environments);
    if (instruction.trigger) put.take(instruction.trigger, environments);
  }
  return environments;
}

const shellPragma = /^[ \t]*hadolint[ \t]+shell[ \t]*=[ \t]*(\S+)/;
const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/** A `shell=` comment above this line holds for every stage. */
function firstInstruction({ instructions }: Dockerfile): number {
  return instructions.find(({ keyword }) => /^(?:ARG|ENV|FROM)$/.test(keyword))?.line ?? Number.POSITIVE_INFINITY;
}

class State {
  shell: string;
  readonly #declared: Declared;
  #variables: KnownVariables;
  #environment: ShellEnvironment | undefined;

  constructor(shell: string, declared: Declared) {
    this.shell = shell;
    this.#declared = declared;
    this.#variables = declared.soFar();
  }

  copy(): State {
    return new State(this.shell, new Declared(this.#declared));
  }

  take(instruction: Instruction, environments: Map<Instruction, ShellEnvironment>): void {
    switch (instruction.keyword) {
      case 'SHELL':
        this.shell = parseShell(instruction).text.text;
        break;
      case 'ARG':
      case 'ENV':
        for (const { name } of instruction.pairs) this.#declared.add(name.value);
        this.#variables = this.#declared.soFar();
        break;
      case 'RUN':
        environments.set(instruction, this.#current());
        break;
      default:
    }
  }

  #current(): ShellEnvironment {
    const { shell } = this;
    const variables = this.#variables;
    if (this.#environment?.shell !== shell || this.#environment.variables !== variables) {
      this.#environment = { shell, variables, dialect: dialectOf(shell) };
    }
    return this.#environment;
  }
}

/** The names of a stage in the order in which they come; what was declared up to a place costs nothing to keep. */
class Declared {
  readonly #parent: Declared | undefined;
  /** With the number of names before it. */
  readonly #places: InheritedMap<number>;
  #count: number;

  constructor(parent: Declared | undefined, names: readonly string[] = []) {
    this.#parent = parent;
    this.#places = new InheritedMap(parent ? parent.#places : undefined);
    this.#count = parent ? parent.#count : 0;
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    if (!this.#places.has(name)) this.#places.set(name, this.#count++);
  }

  soFar(): KnownVariables {
    const places = this.#places;
    const count = this.#count;
    return {
      has: (name) => (places.get(name) ?? count) < count,
      names: () => this.#names().slice(0, count),
    };
  }

  #names(): string[] {
    const parts: string[][] = [];
    for (let at: Declared | undefined = this; at; at = at.#parent) parts.push([...at.#places.ownNames()]);
    return parts.reverse().flat();
  }
}

function dialectOf(shell: string): Dialect {
  if (/pwsh|powershell|cmd/.test(shell)) return 'none';
  const name = /^\S*?([^/\\\s]*)(?:\s|$)/.exec(shell)?.[1];
  return name === undefined ? 'none' : (dialects.get(name) ?? 'none');
}

const dialects = new Map<string, Dialect>([
  ['sh', 'sh'],
  ['ash', 'dash'],
  ['dash', 'dash'],
  ['bash', 'bash'],
  ['ksh', 'ksh'],
]);

/** The dialect of a heredoc that says itself what reads it; the environment's where it does not. */
export function dialectOfScript(script: string, environment: ShellEnvironment): Dialect {
  if (!script.startsWith('#!')) return environment.dialect;
  const [, path] = /^#![ \t]*(?:\/usr\/bin\/env[ \t]+)?(\S+)/.exec(script) ?? [];
  return path === undefined ? environment.dialect : (dialects.get(path.replace(/^.*\//, '')) ?? 'none');
}
