import { type BashScript, readBash } from './bash.ts';

/** UTF-16 code units of script that are kept as read, twice at the most: a long Dockerfile has half of it. */
const most = 96 * 1024;

interface Entry {
  readonly text: string;
  readonly script: BashScript;
}

let recent = new Map<string, Entry>();
let before = new Map<string, Entry>();
let length = 0;

/**
 * What `readBash` says of a text, remembered for a while: an edit changes one script of a Dockerfile, and of the
 * others, whose places alone may be new, nothing has to be read again.
 */
export function readScript(text: string): BashScript {
  const known = recent.get(text);
  if (known) return known.script;
  const entry = before.get(text) ?? read(text);
  if (text.length > most / 4) return entry.script;
  if (length + text.length > most) {
    before = recent;
    recent = new Map();
    length = 0;
  }
  recent.set(entry.text, entry);
  length += text.length;
  return entry.script;
}

function read(given: string): Entry {
  const text = detached(given);
  return { text, script: readBash(text) };
}

/** A copy for what outlives its file: what is cut out of a text keeps all of that text in memory. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
