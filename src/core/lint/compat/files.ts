import { jsonArray } from './command.ts';
import { filesInHeredocs } from './heredoc.ts';
import type { Reader } from './reader.ts';

interface Flags {
  readonly valued: readonly string[];
  /** Alone, or with `=true` or `=false`; whatever else follows is a path. */
  readonly switches: readonly string[];
}

const copyFlags: Flags = { valued: ['chown', 'chmod', 'from', 'exclude'], switches: ['link', 'parents'] };
const addFlags: Flags = {
  valued: ['checksum', 'chown', 'chmod', 'exclude'],
  switches: ['link', 'keep-git-dir', 'unpack'],
};

export function copied(reader: Reader): boolean {
  if (!flags(reader, copyFlags)) return false;
  return reader.attempt(() => filesInHeredocs(reader)) || paths(reader);
}

export function added(reader: Reader): boolean {
  return flags(reader, addFlags) && !reader.text.startsWith('--', reader.at) && paths(reader);
}

/** A flag that is unknown, empty or repeated is an error, a word that only looks like one is a path. */
function flags(reader: Reader, { valued, switches }: Flags): boolean {
  const seen = new Set<string>();
  do {
    const name = reader.takeMatch(/--[^ \t\n=]+(?==)/y)?.slice(2);
    const isValued = name !== undefined && valued.includes(name);
    if (isValued) {
      if (!reader.take('=') || !reader.word()) return false;
    } else {
      if (name !== undefined) reader.at -= name.length + 2;
      const found = switches.find((candidate) => reader.take(`--${candidate}`));
      // Anything else with a value is unknown; without one it is a path.
      if (found === undefined) return name === undefined;
      reader.takeMatch(/=(?:true|false)/iy);
      if (seen.has(found)) return false;
      seen.add(found);
      continue;
    }
    if (name !== 'exclude' && seen.has(name)) return false;
    seen.add(name);
  } while (reader.gap());
  return true;
}

/** At least two, as words or as an array; an empty array is none, and goes through. */
function paths(reader: Reader): boolean {
  const start = reader.at;
  const strings = jsonArray(reader);
  if (strings !== undefined) return strings !== 1;
  reader.at = start;
  let words = 0;
  while (reader.word()) {
    words++;
    if (!reader.gap()) break;
  }
  return words >= 2;
}
