import { parseDockerfile } from '../dockerfile/parse.ts';
import type { Range, TextEdit } from '../text.ts';

/**
 * Edits of a text for what has become of it meanwhile: they move with their instructions.
 * @returns undefined where it cannot be told which instruction is the one that an edit was for
 */
export function rebaseEdits(edits: readonly TextEdit[], before: string, now: string): readonly TextEdit[] | undefined {
  if (before === now) return edits;
  const [old, current] = [placesIn(before), placesIn(now)];
  const moved = edits.map(({ range, newText }) => {
    for (const [text, places] of old) {
      const nth = places.findIndex(({ start, end }) => start <= range.start && range.end <= end);
      if (nth < 0) continue;
      const others = current.get(text);
      if (others?.length !== places.length) return undefined;
      const by = (others[nth] as Range).start - (places[nth] as Range).start;
      return { range: { start: range.start + by, end: range.end + by }, newText };
    }
    return undefined;
  });
  return moved.every((edit) => edit !== undefined) ? moved : undefined;
}

/** Where each instruction stands, by its text. */
function placesIn(text: string): ReadonlyMap<string, readonly Range[]> {
  const places = new Map<string, Range[]>();
  for (const { range } of parseDockerfile(text).instructions) {
    const own = text.slice(range.start, range.end);
    places.set(own, [...(places.get(own) ?? []), range]);
  }
  return places;
}
