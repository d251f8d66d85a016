/** What a shell script runs, as far as its text says. */
import { readBash } from '../dockerfile/bash.ts';

export interface ScriptCommands {
  /** Words by word, those with variables left out from the first on. */
  readonly commands: readonly (readonly string[])[];
  /** Whether it hands on to what it was given: `exec "$@"`. */
  readonly runsArguments: boolean;
  readonly functions: ReadonlySet<string>;
}

/** How package managers begin what starts a program of a package: most of it is for Windows. */
const shim = /^basedir=\$\(dirname /m;

export function scriptCommands(text: string): ScriptCommands {
  if (shim.test(text)) return { commands: [['node']], runsArguments: false, functions: new Set() };
  const { commands } = readBash(text);
  return {
    commands: commands
      .filter(({ name }) => isLiteral(name))
      .map(({ name, words }) => [name, ...argumentsOf(name, literal(words))]),
    runsArguments: /"\$@"|\$@|\$\*/.test(text),
    functions: new Set(
      [...text.matchAll(/(?:^|[\s;])(?:function\s+)?([\w-]+)\s*\(\s*\)/g)].map((match) => match[1] ?? ''),
    ),
  };
}

export const shellBuiltIns: ReadonlySet<string> = new Set(
  (
    '. : [ [[ alias bg break builtin caller case cd command compgen complete continue declare dirs do done echo elif ' +
    'else enable esac eval exec exit export false fc fg fi for function getopts hash help history if in jobs kill let ' +
    'local logout mapfile popd printf pushd pwd read readarray readonly return select set shift shopt source suspend ' +
    'test then time times trap true type typeset ulimit umask unalias unset until wait while'
  ).split(' '),
);

function literal(words: readonly { readonly value: string; readonly raw: string }[]): string[] {
  const end = words.findIndex(({ raw }) => !isLiteral(raw.replace(/["']/g, '')));
  return words.slice(0, end < 0 ? undefined : end).map(({ value }) => value);
}

/** Behind `exec` and its like the name of the program is the first of the words. */
function argumentsOf(name: string, words: readonly string[]): readonly string[] {
  return words[0] === name ? words.slice(1) : words;
}

function isLiteral(word: string): boolean {
  return word !== '' && !/[$`*?{}()<>\\]/.test(word);
}
