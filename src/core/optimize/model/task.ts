import type { ShellCommand } from '../../dockerfile/shell.ts';
import { buildTools } from './build-tools.ts';
import { type Classified, is, type Task } from './purpose.ts';
import { plain, systemTools } from './system-commands.ts';

/** What a command is for, by its name and its arguments. */
export function taskOf(command: ShellCommand): Task {
  const words = command.words.map(({ value }) => value);
  let classified = classify(command.name.replace(/^.*\//, ''), words);
  // One runs another with at least a word less each time.
  while ('runs' in classified) classified = classify(classified.runs[0] ?? '', classified.runs.slice(1));
  return { command, ...classified };
}

/** Run the command that follows. */
const runners = new Set(['sudo', 'time', 'nice']);

function classify(name: string, words: readonly string[]): Classified {
  if (/^python(\d+(\.\d+)?)?$/.test(name) && words[0] === '-m' && words[1] !== undefined)
    return { runs: words.slice(1) };
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
