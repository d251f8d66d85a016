import { EQUALS, isBlank, skipSpace } from './characters.ts';
import type { Pair, Word } from './model.ts';
import { splitOutsideQuotes, type WordMaker } from './words.ts';

/**
 * The pairs of ENV and LABEL: `name=value …`, or in the old form one name and the rest of the line.
 * It is the first word that decides.
 */
export function environmentPairs(
  text: string,
  start: number,
  end: number,
  escapeCode: number,
  make: WordMaker,
): Pair[] {
  const words = splitOutsideQuotes(text, start, end, escapeCode);
  const first = words[0];
  if (!first) return [];
  if (equalsIn(text, first.start, first.end) >= 0) return assignments(text, start, end, escapeCode, make);
  let nameEnd = start;
  while (nameEnd < end && !isBlank(text.charCodeAt(nameEnd))) nameEnd++;
  const valueStart = skipSpace(text, nameEnd, end);
  const name = make.quoted({ start, end: nameEnd });
  const value = valueStart < end ? make.quoted({ start: valueStart, end }) : undefined;
  return [{ name, value, range: { start: name.range.start, end: (value ?? name).range.end }, legacy: true }];
}

/** The pairs of ARG: `name` or `name=value`, several. */
export function assignments(text: string, start: number, end: number, escapeCode: number, make: WordMaker): Pair[] {
  return splitOutsideQuotes(text, start, end, escapeCode).map((word) => {
    const equals = equalsIn(text, word.start, word.end);
    const name: Word = make.quoted({ start: word.start, end: equals < 0 ? word.end : equals });
    const value = equals < 0 ? undefined : make.quoted({ start: equals + 1, end: word.end });
    return { name, value, range: { start: name.range.start, end: (value ?? name).range.end }, legacy: false };
  });
}

function equalsIn(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) === EQUALS) return at;
  return -1;
}
