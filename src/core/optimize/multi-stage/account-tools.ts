import type { Place } from '../rewrite.ts';

/** Debian 13 does not come with what `adduser` and `addgroup` are in; its full images do, by what they install. */
const lacksThem = /^(FROM [^\n]*\bdebian:trixie-slim)$/im;
const calls = /^RUN (?=[^\n]*\b(adduser|addgroup|deluser|delgroup)\b)/im;
const installs =
  'RUN apt-get update && apt-get install -y --no-install-recommends adduser=3.* && rm -rf /var/lib/apt/lists/* && ';

/** Installs what makes accounts in the last stage, where its image lacks that. */
export function accountTools(place: Place | undefined): Place | undefined {
  return (
    place && {
      ...place,
      edits: place.edits.map((edit) => {
        const [before, ...last] = edit.newText.split(lacksThem);
        if (last.length === 0) return edit;
        const written = last
          .join('')
          .replace(calls, (run) => (run.startsWith('r') ? `run${installs.slice(3)}` : installs));
        return { ...edit, newText: before + written };
      }),
    }
  );
}
