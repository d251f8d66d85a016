import type { Reader } from './reader.ts';

/** What follows ENV and LABEL: `key=value` over and over, of which the last may be `key value` to the end of the line. */
export function pairs(reader: Reader): boolean {
  for (let first = true; ; first = false) {
    const start = reader.at;
    if (!part(reader, '=')) return false;
    if (reader.take('=')) {
      if (!part(reader, '')) return false;
      if (!reader.gap()) return true;
    } else if (reader.gap()) {
      return reader.restOfLine();
    } else {
      return !first && reader.at === start;
    }
  }
}

/** A key or a value, perhaps empty: quotes anywhere in it must end, and an escaped blank belongs to it. */
function part(reader: Reader, stop: string): boolean {
  for (;;) {
    const char = reader.next;
    if (char === '"' || char === "'") {
      if (!reader.quoted(char)) return false;
    } else if (char === reader.escape) {
      if (reader.continuation() !== undefined || reader.take(`${char} `)) continue;
      reader.escapes();
      if (reader.next === ' ') return false;
    } else if (!reader.word(`${stop}"'${reader.escape}`)) {
      return true;
    }
  }
}
