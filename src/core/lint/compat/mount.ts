import type { Reader } from './reader.ts';

/**
 * The flags of RUN, each with a blank behind it. One that is unknown is the beginning of the command where it
 * stands first, and an error behind others.
 */
export function runFlags(reader: Reader): boolean {
  for (let first = true; ; first = false) {
    let fits: boolean;
    if (reader.take('--mount=')) fits = mount(reader);
    else if (reader.take('--network=')) fits = reader.takeMatch(/none|default|host/y) !== undefined;
    else if (reader.take('--security=')) fits = reader.takeMatch(/insecure|sandbox/y) !== undefined;
    else return first || !reader.text.startsWith('--', reader.at);
    if (!fits || !reader.gap()) return false;
  }
}

const forSecrets = ['target', 'id', 'required', 'source', 'mode', 'uid', 'gid', 'env'];

/** What each type takes; all but those of secrets must have a target. */
const argumentsOf = new Map([
  ['bind', ['target', 'source', 'from', 'access', 'relabel']],
  ['cache', ['target', 'sharing', 'id', 'access', 'from', 'source', 'mode', 'uid', 'gid']],
  ['tmpfs', ['target', 'size']],
  ['secret', forSecrets],
  ['ssh', forSecrets],
]);

/** One list, every argument at most once, under whichever of its names. */
function mount(reader: Reader): boolean {
  let type: string | undefined;
  const seen = new Set<string>();
  do {
    if (reader.take('type=')) {
      if (type !== undefined) return false;
      type = reader.takeMatch(/bind|cache|tmpfs|secret|ssh/y);
      if (type === undefined) return false;
    } else {
      const name = argument(reader);
      if (name === undefined || seen.has(name)) return false;
      seen.add(name);
    }
  } while (reader.take(','));
  const known = argumentsOf.get(type ?? 'bind') ?? [];
  if (known !== forSecrets && !seen.has('target')) return false;
  return [...seen].every((name) => known.includes(name));
}

const sameAs = new Map([
  ['dst', 'target'],
  ['destination', 'target'],
  ['src', 'source'],
]);

/** @returns the name of the argument that was read. */
function argument(reader: Reader): string | undefined {
  const valued = reader
    .takeMatch(/(?:target|dst|destination|source|src|from|id|mode|uid|gid|size|env)=/y)
    ?.slice(0, -1);
  if (valued !== undefined) return value(reader) ? (sameAs.get(valued) ?? valued) : undefined;
  if (reader.takeMatch(/(?:readonly|readwrite|ro|rw)(?:=(?:true|false))?/iy) !== undefined) return 'access';
  if (reader.takeMatch(/required(?:=(?:true|false))?/y) !== undefined) return 'required';
  if (reader.takeMatch(/sharing=(?:shared|private|locked)/y) !== undefined) return 'sharing';
  if (reader.takeMatch(/relabel=(?:private|shared)|[zZ]/y) !== undefined) return 'relabel';
  return undefined;
}

function value(reader: Reader): boolean {
  if (reader.next === '"') return reader.takeMatch(/"(?:[^"\\]|\\[\s\S])*"/y) !== undefined;
  return reader.word(',');
}
