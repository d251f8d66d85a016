import { createHash } from 'node:crypto';
import type { LayerEntry } from '../../../../src/core/image/tree.ts';
import { factsOf, isWorthReading } from '../../../../src/core/image/tree-facts.ts';

/** What a path is: its contents, `-> target` for a link, or nothing for a folder; more where it matters. */
export type Described = string | Uint8Array | { readonly text: string; readonly mode?: number; readonly uid?: number };

/** A layer with these entries. A path with `/` at its end is a folder. */
export function layer(entries: Readonly<Record<string, Described>>): readonly LayerEntry[] {
  return Object.entries(entries).map(([path, described]) => entry(path, described));
}

function entry(path: string, described: Described): LayerEntry {
  const isText = typeof described === 'string' || described instanceof Uint8Array;
  const { mode = 0o755, uid = 0 } = isText ? {} : described;
  const contents = isText ? described : described.text;
  const bare = {
    mode,
    uid,
    gid: 0,
    size: 0,
    hash: undefined,
    stableHash: undefined,
    link: undefined,
    facts: undefined,
  };
  if (path.endsWith('/')) return { ...bare, path: path.slice(0, -1), kind: 'directory' };
  if (typeof contents === 'string' && /^(?:->|=>) /.test(contents)) {
    return { ...bare, path, kind: contents.startsWith('->') ? 'symlink' : 'hardlink', link: contents.slice(3) };
  }
  const bytes = Buffer.from(contents);
  const read = isWorthReading(path, bytes, bytes.length) ? factsOf(path, bytes) : undefined;
  const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
  return {
    ...bare,
    path,
    kind: 'file',
    size: bytes.length,
    hash: hash(bytes),
    stableHash: read?.stable && hash(read.stable),
    facts: read?.facts,
  };
}
