import type { Instruction } from '../dockerfile/model.ts';
import type { Range } from '../text.ts';
import type { Fix } from './finding.ts';

/**
 * Puts a flag right behind a word of a shell command. None in exec form, where a flag is an element of
 * the array, and none where a script in backticks has escapes: the place of its words is not known.
 */
export function insertFlag({ command }: Instruction, after: Range, flag: string): Fix | undefined {
  if (command?.form !== 'shell' || /`[^`]*\\/.test(command.script.text)) return undefined;
  const { end } = after;
  return { title: `Add ${flag}`, safety: 'safe', edits: [{ range: { start: end, end }, newText: ` ${flag}` }] };
}
