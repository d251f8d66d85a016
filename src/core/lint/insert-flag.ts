import type { ExecCommand, Instruction, ShellCommandText } from '../dockerfile/model.ts';
import type { Range, TextEdit } from '../text.ts';
import type { Fix } from './finding.ts';

/**
 * Puts a flag right behind a word of a shell command, in exec form as an element of its own. None where a script in
 * backticks has escapes: the place of its words is not known.
 */
export function insertFlag({ command }: Instruction, after: Range, flag: string): Fix | undefined {
  if (!command) return undefined;
  const title = `Add ${flag}`;
  if (command.form === 'exec') {
    const edit = insertElement(command, after, JSON.stringify(flag));
    return edit && { title, safety: 'safe', edits: [edit] };
  }
  if (losesPlaces(command)) return undefined;
  const { end } = after;
  return { title, safety: 'safe', edits: [{ range: { start: end, end }, newText: ` ${flag}` }] };
}

/**
 * Behind the element of an array that is one word and nothing else. No shell reads the array, so what would be
 * more to a shell than a word may be anything to the program: then there is no such place.
 */
function insertElement(
  { arguments: elements }: ExecCommand,
  { start, end }: Range,
  json: string,
): TextEdit | undefined {
  const at = elements.findIndex(({ range }) => range.start <= start && end <= range.end);
  const element = elements[at];
  if (!element || !elements.slice(0, at + 1).every(({ value }) => /^[\w./:=@+-]+$/.test(value))) return undefined;
  const place = element.range.end;
  const isTight = elements[at + 1]?.range.start === place + 1;
  return { range: { start: place, end: place }, newText: `,${isTight ? '' : ' '}${json}` };
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
