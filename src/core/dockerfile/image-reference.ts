import { DOLLAR, OPEN_BRACE } from './characters.ts';
import type { ImageReference, Word } from './model.ts';
import { endOfExpansion } from './words.ts';

/**
 * Cuts what stands after FROM into registry, repository, tag and digest. A `${…}` is never cut,
 * whatever is in it.
 */
export function imageReference(word: Word): ImageReference {
  const text = word.value;
  const { slash, firstSlash, hasPort, colon, at } = separators(text);
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const nameEnd = at < 0 ? text.length : at;
  const tag = colon > slash && colon < nameEnd ? text.slice(colon + 1, nameEnd) : undefined;
  const first = firstSlash < 0 ? '' : text.slice(0, firstSlash);
  // As the builder decides it: a dot, a port or `localhost`; a dot may stand in the default of a variable.
  const registry = first === 'localhost' || first.includes('.') || hasPort ? first : undefined;
  const tagEnd = tag === undefined ? nameEnd : colon;
  // Only where it is written as it reads can a place in the value be found in the source.
  const plain = word.raw.length === text.length;
  return {
    range: word.range,
    text,
    registry,
    repository: text.slice(registry === undefined ? 0 : firstSlash + 1, tagEnd),
    tag,
    tagRange:
      tag !== undefined && plain ? { start: word.range.start + colon + 1, end: word.range.start + nameEnd } : undefined,
    digest,
  };
}

interface Separators {
  readonly firstSlash: number;
  readonly slash: number;
  readonly colon: number;
  readonly at: number;
  /** A colon stands before the first slash. */
  readonly hasPort: boolean;
}

function separators(text: string): Separators {
  let firstSlash = -1;
  let slash = -1;
  let colon = -1;
  let at = -1;
  let hasPort = false;
  for (let i = 0; i < text.length && at < 0; i++) {
    const c = text.charCodeAt(i);
    if (c === DOLLAR && text.charCodeAt(i + 1) === OPEN_BRACE) i = endOfExpansion(text, i) - 1;
    else if (c === 47) {
      slash = i;
      if (firstSlash < 0) {
        firstSlash = i;
        hasPort = colon >= 0;
      }
    } else if (c === 58) colon = i;
    else if (c === 64) at = i;
  }
  return { firstSlash, slash, colon, at, hasPort };
}
