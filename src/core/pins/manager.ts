/**
 * How a package manager is asked, in a container of the base image, which version it would install today, and how that
 * version is written. One object a file in `managers/`.
 */
export interface PackageManager {
  /** As people call it: `apt`. */
  readonly name: string;
  /** The rule whose findings name its packages. */
  readonly code: string;
  /** Fits what is a plain name of a package; the first group is what is asked for. */
  readonly named: RegExp;
  /** What stands between name and version. */
  readonly joint: string;
  /** Flags of an installation that decide where packages come from. */
  readonly settings: readonly Setting[];
  /** Variables of the Dockerfile that do so. */
  readonly variables: readonly string[];
  /** Fits the text of a step that changes where its packages come from. */
  readonly otherSources: RegExp;
  /**
   * For `sh`. The names of the packages are its arguments, the command that installs them is `$QUAYSIDE_TOOL`, what
   * flags said is in the variables of `settings`. Nothing of a Dockerfile is ever part of its text.
   */
  readonly script: string;
  /** @returns versions by the name that was asked for, from what the script wrote on standard output */
  readonly versionsIn: (output: string) => ReadonlyMap<string, string>;
}

export interface Setting {
  /** Without dashes: `i`, `index-url`. */
  readonly flags: readonly string[];
  /** What hands the value to the script or to the program itself. */
  readonly variable: string;
  /** Between the values of a flag that is given several times; without it the last one counts. */
  readonly separator?: string;
  /** Of a flag that has no value. */
  readonly value?: string;
}

/** Ends a script as a shell does that finds no such program. */
export const unlessThere = 'command -v "$QUAYSIDE_TOOL" >/dev/null || exit 127';

export const missingTool = 127;

/** The answers of a script that writes `= name` before each of them. */
export function* answersIn(output: string): Generator<{ readonly name: string; readonly lines: readonly string[] }> {
  const [, ...answers] = output.split(/^= /m);
  for (const answer of answers) {
    const [name = '', ...lines] = answer.split(/\r?\n/);
    yield { name, lines };
  }
}
