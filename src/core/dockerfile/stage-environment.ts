import { InheritedMap } from './inherited-map.ts';
import type { Dockerfile, Instruction, Stage } from './model.ts';
import { expand, type Lookup } from './variables.ts';

/** The variables that the builder knows of by itself in FROM, as it sets them for linux/amd64. */
const platform: ReadonlyMap<string, string> = new Map([
  ...['BUILD', 'TARGET'].flatMap((side): [string, string][] => [
    [`${side}PLATFORM`, 'linux/amd64'],
    [`${side}OS`, 'linux'],
    [`${side}OSVERSION`, ''],
    [`${side}ARCH`, 'amd64'],
    [`${side}VARIANT`, ''],
  ]),
  ['TARGETSTAGE', 'default'],
]);

/** The ARGs before the first FROM, with their defaults. */
export class GlobalArguments {
  readonly #values = new Map<string, string | null | undefined>(platform);

  lookup: Lookup = (name) => this.#values.get(name);

  /** Declared, or known to the builder. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  takeArg({ pairs }: Instruction, dockerfile: Dockerfile): void {
    for (const { name, value } of pairs) {
      if (value) this.#values.set(name.value, expand(value.raw, dockerfile.escape, this.lookup).value);
      else if (!this.has(name.value)) this.#values.set(name.value, undefined);
    }
  }
}

/** Images that bring no variable but PATH. */
const bare = new Set(['scratch', 'alpine', 'busybox', 'debian', 'ubuntu']);

/** A file with more names than this has other troubles than a slip of the pen. */
const most = 500;

/** The variables that the builder puts values of into the instructions of a stage. */
export class StageEnvironment {
  /** Whether every variable is known here: what the image of a FROM sets is not. */
  readonly isComplete: boolean;
  readonly #parent: StageEnvironment | undefined;
  readonly #values: InheritedMap<string | null>;
  /** Those with values, and ARGs without one: not set, and yet not unknown. */
  readonly #declared: InheritedMap<true>;

  constructor(parent: StageEnvironment | undefined, stage: Stage | undefined) {
    // A stage that adds nothing is passed over, or a long row of them would be walked again and again.
    this.#parent = parent && (parent.#isEmpty() ? parent.#parent : parent);
    this.#values = new InheritedMap(parent ? parent.#values : undefined);
    this.#declared = new InheritedMap(parent ? parent.#declared : undefined);
    const image = stage?.image;
    const isOfficial = image && (image.registry === undefined || image.registry === 'docker.io');
    this.isComplete = parent ? parent.isComplete : isOfficial === true && bare.has(image.repository);
    if (!parent) this.#set('PATH', null);
  }

  /** Null for what the image of the FROM may set. */
  lookup: Lookup = (name) => {
    const value = this.#values.get(name);
    if (value !== undefined) return value;
    return this.isComplete ? undefined : null;
  };

  /** Set or declared by an instruction of this stage, or of those it is built on. */
  has(name: string): boolean {
    return this.#declared.has(name);
  }

  /** Those that have values, the nearest stage first; a long list is cut. */
  names(): readonly string[] {
    const names: string[] = [];
    for (let at: StageEnvironment | undefined = this; at && names.length < most; at = at.#parent) {
      for (const name of at.#values.ownNames()) if (names.length < most) names.push(name);
    }
    return names;
  }

  /** ENV and ARG; others change nothing. */
  take({ keyword, pairs }: Instruction, dockerfile: Dockerfile, globals: GlobalArguments): void {
    if (keyword === 'ENV') {
      const values = pairs.map(({ value }) => expand(value?.raw ?? '', dockerfile.escape, this.lookup).value);
      for (const [at, { name }] of pairs.entries()) this.#set(name.value, values[at] ?? null);
    } else if (keyword === 'ARG') {
      for (const { name, value } of pairs) {
        const given = value ? expand(value.raw, dockerfile.escape, this.lookup).value : globals.lookup(name.value);
        if (given === undefined) this.#declared.set(name.value, true);
        else this.#set(name.value, given);
      }
    }
  }

  #set(name: string, value: string | null): void {
    this.#values.set(name, value);
    this.#declared.set(name, true);
  }

  #isEmpty(): boolean {
    return this.#parent !== undefined && this.#declared.ownSize === 0;
  }
}
