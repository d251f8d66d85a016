import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import type { Range, TextEdit } from '../text.ts';

/**
 * Takes words out of an instruction, with the blanks or the line that they leave. Undefined in exec form,
 * where a word is an element of the array, and where a comment stands in the way.
 * @param words in the order of the text
 */
export function takeOut(
  words: readonly Range[],
  { command }: Instruction,
  { text }: Pick<Dockerfile, 'text'>,
): TextEdit[] | undefined {
  if (command?.form === 'exec') return undefined;
  const edits: TextEdit[] = [];
  for (const range of sideBySide(words, text)) {
    const gone = withItsBlanks(range, text);
    if (!gone) return undefined;
    edits.push({ range: gone, newText: '' });
  }
  return edits;
}

/** Words with nothing but blanks and continued lines between them as one stretch. */
function sideBySide(words: readonly Range[], text: string): Range[] {
  const stretches: Range[] = [];
  for (const { start, end } of words) {
    const last = stretches.at(-1);
    if (last && pastGap(text, last.end) === start) stretches[stretches.length - 1] = { start: last.start, end };
    else stretches.push({ start, end });
  }
  return stretches;
}

function withItsBlanks({ start, end }: Range, text: string): Range | undefined {
  const before = backOverBlanks(text, start);
  if (!isLineBreak(text[before - 1])) {
    // The delimiter of a heredoc would take a `;` for a part of its name.
    const keepsBlank =
      /<<\S*$/.test(text.slice(Math.max(0, before - 100), before)) && /[^ \t\r\n]/.test(text[end] ?? '');
    return { start: keepsBlank ? before + 1 : before, end };
  }
  const after = pastBlanks(text, end);
  if (isContinuation(text[after])) {
    const next = pastBlanks(text, after + 1);
    if (isLineBreak(text[next])) return { start: before, end: pastLineBreak(text, next) };
  }
  if (after < text.length && !isLineBreak(text[after])) return { start, end: after };
  // It is the last word and has the line to itself: the lines above must no longer be continued.
  let last = before;
  while (isLineBreak(text[last - 1])) {
    const breaks = text[last - 1] === '\n' && text[last - 2] === '\r' ? 2 : 1;
    const above = backOverBlanks(text, last - breaks);
    if (!isContinuation(text[above - 1])) return undefined;
    last = backOverBlanks(text, above - 1);
  }
  return { start: last, end };
}

function pastGap(text: string, from: number): number {
  let at = pastBlanks(text, from);
  while (isContinuation(text[at])) {
    const end = pastBlanks(text, at + 1);
    if (!isLineBreak(text[end])) break;
    at = pastBlanks(text, pastLineBreak(text, end));
  }
  return at;
}

function pastBlanks(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function backOverBlanks(text: string, at: number): number {
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at--;
  return at;
}

function pastLineBreak(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
}

function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

function isContinuation(character: string | undefined): boolean {
  return character === '\\' || character === '`';
}
