import type { Instruction, ShellCommandText } from '../dockerfile/model.ts';
import type { Range } from '../text.ts';
import type { Fix } from './finding.ts';

/**
 * Puts a flag right behind a word of a shell command. None in exec form, where a flag is an element of
 * the array, and none where a script in backticks has escapes: the place of its words is not known.
 */
export function insertFlag({ command }: Instruction, after: Range, flag: string): Fix | undefined {
  if (command?.form !== 'shell' || losesPlaces(command)) return undefined;
  const { end } = after;
  return { title: `Add ${flag}`, safety: 'safe', edits: [{ range: { start: end, end }, newText: ` ${flag}` }] };
}

const placeless = new WeakMap<ShellCommandText, boolean>();

function losesPlaces(command: ShellCommandText): boolean {
  let loses = placeless.get(command);
  if (loses === undefined) {
    loses = /`[^`]*\\/.test(command.script.text);
    placeless.set(command, loses);
  }
  return loses;
}
