import type { ShellCommand } from '../../dockerfile/shell.ts';
import { buildTools } from './build-tools.ts';
import { type Classified, is, type Task } from './purpose.ts';
import { plain, systemTools } from './system-commands.ts';

/** What a command is for, by its name and its arguments. */
export function taskOf(command: ShellCommand): Task {
  const words = argumentsOf(command);
  let classified = classify(command.name.replace(/^.*\//, ''), words);
  // One runs another with at least a word less each time.
  while ('runs' in classified) classified = classify(classified.runs[0] ?? '', classified.runs.slice(1));
  return { command, ...classified };
}

/** Without quotes; what `exec` runs is the name, and no argument of it. */
export function argumentsOf({ words, nameRange }: ShellCommand): string[] {
  return words.filter(({ range }) => range.start !== nameRange.start).map(({ value }) => value);
}

/** Run the command that follows. */
const runners = new Set(['sudo', 'time', 'nice']);

function classify(name: string, words: readonly string[]): Classified {
  if (/^python(\d+(\.\d+)?)?$/.test(name) && words[0] === '-m' && words[1] !== undefined)
    return { runs: words.slice(1) };
  if (name === 'php' && /(^|\/)composer(\.phar)?$/.test(words[0] ?? ''))
    return { runs: ['composer', ...words.slice(1)] };
  if (runners.has(name)) return { runs: words };
  if (name === 'corepack') return is('tool');
  if (name === 'npx' || name === 'bunx') {
    const at = words.findIndex((word) => !word.startsWith('-'));
    // A version is no part of the name, and the name may begin with @.
    return { runs: at < 0 ? [''] : [(words[at] as string).replace(/(.)@.*$/, '$1'), ...words.slice(at + 1)] };
  }
  const byTool = systemTools.get(name) ?? buildTools.get(name);
  return byTool ? byTool(words) : is(plain.get(name) ?? 'unknown');
}
