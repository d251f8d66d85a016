import { type BashScript, readBash } from './bash.ts';

/** UTF-16 code units of script that are kept as read, twice at the most: a long Dockerfile has half of it. */
const most = 128 * 1024;

let recent = new Map<string, BashScript>();
let before = new Map<string, BashScript>();
let length = 0;

/**
 * What `readBash` says of a text, remembered for a while: an edit changes one script of a Dockerfile, and of the
 * others, whose places alone may be new, nothing has to be read again.
 */
export function readScript(text: string): BashScript {
  const known = recent.get(text);
  if (known) return known;
  const old = before.get(text);
  // A piece of a file would keep all of that file in memory.
  const own = old ? text : ` ${text}`.slice(1);
  const script = old ?? readBash(own);
  if (text.length > most / 4) return script;
  if (length + text.length > most) {
    before = recent;
    recent = new Map();
    length = 0;
  }
  recent.set(own, script);
  length += text.length;
  return script;
}
