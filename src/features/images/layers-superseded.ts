import type { ImageLayers } from '../../core/image/layers.ts';

/** Of each layer the bytes of what a later one overwrites or deletes: they are stored and pulled, and nobody sees them. */
export function supersededBytes({ layers }: ImageLayers): readonly number[] {
  const bytes = new Array<number>(layers.length).fill(0);
  const later = new Set<string>();
  const gone = new Set<string>();
  for (let index = layers.length - 1; index >= 0; index--) {
    const entries = layers[index]?.entries ?? [];
    for (const { path, change, size } of entries) {
      if (change !== 'deleted' && (later.has(path) || isWithin(path, gone))) bytes[index] = (bytes[index] ?? 0) + size;
    }
    for (const { path, change } of entries) (change === 'deleted' ? gone : later).add(path);
  }
  return bytes;
}

function isWithin(path: string, gone: ReadonlySet<string>): boolean {
  if (gone.size === 0) return false;
  for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) {
    if (gone.has(path.slice(0, at))) return true;
  }
  return gone.has('/');
}
