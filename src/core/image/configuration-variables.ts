/** What ARG and ENV are worth on the way to an image, as far as that can be told before the build. */
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { expand } from '../dockerfile/variables.ts';

/** A text that the builder puts the values of variables into. */
export interface Text {
  /** Null where it hangs on something that only the build knows. */
  readonly value: string | null;
  /** As `value`; what is not known stands in it as `⟨NAME⟩`. Equal texts come from the same parts. */
  readonly text: string;
  /** The build arguments that can change it, sorted. */
  readonly args: readonly string[];
  /** Whether it is made from a variable of the base image. */
  readonly onBase: boolean;
}

/** What the builder itself sets, by platform. */
const builtIn = new Set(
  ['BUILD', 'TARGET'].flatMap((side) => ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((what) => side + what)),
);

const withModifier = /\$\{\w+(?::?[-+?]|[#%/])/;
const special = /[$"'\\`]/;

export function plain(value: string): Text {
  return { value, text: value, args: [], onBase: false };
}

function unknown(name: string, args: readonly string[], onBase: boolean): Text {
  return { value: null, text: `⟨${name}⟩`, args, onBase };
}

/**
 * The variables that are in force at a place.
 * @param given the build arguments of this build; undefined where they are not known
 */
export class Variables {
  readonly #escape: string;
  readonly #given: Readonly<Record<string, string>> | undefined;
  readonly #globals: Variables | undefined;
  readonly #values = new Map<string, Text>();
  /** Whether a name that nothing set may come from the base image. */
  #baseIsOpen = false;

  constructor(dockerfile: Dockerfile, given: Readonly<Record<string, string>> | undefined, globals?: Variables) {
    this.#escape = dockerfile.escape;
    this.#given = given;
    this.#globals = globals;
  }

  /** Starts a stage on an image whose variables nobody knows. */
  openBase(): void {
    this.#baseIsOpen = true;
  }

  set(name: string, value: Text): void {
    this.#values.set(name, value);
  }

  takeArg({ pairs }: Instruction): void {
    for (const { name, value } of pairs) {
      const found = this.#argument(name.value, value?.raw);
      // An ARG without a value leaves what is set alone.
      if (found) this.#values.set(name.value, found);
    }
  }

  /** Puts values into a text as it is written, quotes and all. */
  expand(raw: string): Text {
    if (!special.test(raw)) return plain(raw);
    const { value, references } = expand(raw, this.#escape, (name) => this.#lookup(name)?.value);
    if (references.length === 0) return plain(value ?? raw);
    const used = references.map(({ name }) => this.#lookup(name));
    const args = [...new Set(used.flatMap((text) => text?.args ?? []))].sort();
    const onBase = used.some((text) => text?.onBase);
    return { value, text: value ?? this.#describe(raw), args, onBase };
  }

  #describe(raw: string): string {
    if (!withModifier.test(raw)) {
      return expand(raw, this.#escape, (name) => this.#lookup(name)?.text).value ?? raw;
    }
    // What `${X:-y}` makes of an unknown cannot be written down, so its parts are named.
    const { references } = expand(raw, this.#escape, () => null);
    const parts = references.map(({ name }) => `${name}=${this.#lookup(name)?.text ?? ''}`);
    return `⟨${raw} with ${parts.join(', ')}⟩`;
  }

  #lookup(name: string): Text | undefined {
    return this.#values.get(name) ?? (this.#baseIsOpen ? unknown(name, [], true) : undefined);
  }

  #argument(name: string, raw: string | undefined): Text | undefined {
    const given = this.#given && Object.hasOwn(this.#given, name) ? this.#given[name] : undefined;
    if (given !== undefined) return { ...plain(given), args: [name] };
    if (raw !== undefined) {
      const value = this.expand(raw);
      return { ...value, args: [...new Set([...value.args, name])].sort() };
    }
    const global = this.#globals?.ofBuild(name);
    if (global) return global;
    if (builtIn.has(name)) return unknown(name, [], false);
    return this.#given || this.#values.has(name) ? undefined : unknown(name, [name], false);
  }

  /** What a stage gets that says `ARG name`. */
  ofBuild(name: string): Text | undefined {
    return this.#values.get(name);
  }
}

/** The ARGs before the first FROM. */
export function globalVariables(
  dockerfile: Dockerfile,
  given: Readonly<Record<string, string>> | undefined,
): Variables {
  const globals = new Variables(dockerfile, given);
  for (const name of builtIn) globals.set(name, unknown(name, [], false));
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword === 'ARG') globals.takeArg(instruction);
  }
  return globals;
}
