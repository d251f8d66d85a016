/** What each layer of an image adds, and what is stored in it for nothing. */
import type { Dockerfile } from '../dockerfile/model.ts';
import type { ConfigurationOptions } from './configuration.ts';
import type { SavedConfiguration } from './configuration-saved.ts';
import { instructionsOf, layerInstructions, layersInHistory } from './layers-lines.ts';
import { type LayerEntry, removalOf } from './tree.ts';

export interface ImageLayers {
  /** From the lowest up. */
  readonly layers: readonly Layer[];
  /** Bytes of all layers, unpacked. */
  readonly size: number;
  /** Bytes of all paths that lie in two layers or more, each time they do; what is deleted counts once more. */
  readonly wastedBytes: number;
  /** The worst first. */
  readonly wasted: readonly WastedPath[];
  /**
   * 1 for an image that stores every path once: of each path the smallest it ever was, over all of it that is
   * stored, as dive has it.
   */
  readonly efficiency: number;
}

export interface Layer {
  /** `sha256:…` of the unpacked layer. */
  readonly diffId: string;
  /** What made it, as the builder wrote it down, without the builder's own marks. */
  readonly createdBy: string;
  /** 1-based line of the Dockerfile; undefined for layers of the base image, and where no Dockerfile is given. */
  readonly line: number | undefined;
  /** Bytes of its files, unpacked. */
  readonly size: number;
  /** Files and links; folders are not counted. */
  readonly added: number;
  readonly changed: number;
  /** Marks that something below is gone: a folder with all that is in it is one. */
  readonly deleted: number;
  readonly entries: readonly LayerChange[];
}

export interface LayerChange {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'deleted';
  readonly kind: LayerEntry['kind'];
  /** Bytes; of what is deleted, what it held. */
  readonly size: number;
}

interface WastedPath {
  readonly path: string;
  readonly bytes: number;
  /** Indexes of the layers that it is in, or is deleted in. */
  readonly layers: readonly number[];
}

export interface StoredImage {
  readonly configuration: SavedConfiguration;
  readonly layers: readonly { readonly diffId: string; readonly entries: readonly LayerEntry[] }[];
}

/** @param source the Dockerfile that made the image, for the lines */
export function imageLayers(
  { configuration, layers }: StoredImage,
  source?: { readonly dockerfile: Dockerfile; readonly options?: ConfigurationOptions },
): ImageLayers {
  const { history } = configuration;
  const found = source ? instructionsOf(history, source.dockerfile, source.options) : [];
  const instructions = layerInstructions(history, found, layers.length);
  const createdBy = layersInHistory(history, layers.length);
  const paths = new StoredPaths();
  const made = layers.map(({ diffId, entries }, index): Layer => {
    const changes = paths.take(entries, index);
    const count = (change: LayerChange['change']) =>
      changes.filter((each) => each.change === change && (each.kind !== 'directory' || change === 'deleted')).length;
    const line = instructions[index]?.line;
    return {
      diffId,
      createdBy: createdBy[index] ?? '',
      line: line === undefined ? undefined : line + 1,
      size: entries.reduce((sum, { size }) => sum + size, 0),
      added: count('added'),
      changed: count('changed'),
      deleted: count('deleted'),
      entries: changes,
    };
  });
  return { layers: made, size: made.reduce((sum, { size }) => sum + size, 0), ...paths.waste() };
}

interface StoredPath {
  bytes: number;
  smallest: number;
  readonly layers: number[];
}

/** Every path of every layer, and what is there after the layers that have been taken. */
class StoredPaths {
  readonly #stored = new Map<string, StoredPath>();
  readonly #present = new Map<string, number>();

  take(entries: readonly LayerEntry[], layer: number): readonly LayerChange[] {
    const changes: LayerChange[] = [];
    const marks = entries.filter(({ path }) => removalOf(path));
    for (const { path } of marks) {
      const removal = removalOf(path) as NonNullable<ReturnType<typeof removalOf>>;
      const size = this.#remove(removal.path, removal.contentsOnly);
      this.#store(removal.path, size, layer);
      changes.push({ path: removal.path, change: 'deleted', kind: 'file', size });
    }
    const isMark = new Set(marks);
    for (const entry of entries) {
      if (isMark.has(entry)) continue;
      const { path, kind, size } = entry;
      changes.push({ path, change: this.#present.has(path) ? 'changed' : 'added', kind, size });
      this.#present.set(path, size);
      this.#store(path, size, layer);
    }
    return changes;
  }

  waste(): Pick<ImageLayers, 'wasted' | 'wastedBytes' | 'efficiency'> {
    const wasted: WastedPath[] = [];
    let [smallest, all, wastedBytes] = [0, 0, 0];
    for (const [path, { bytes, smallest: least, layers }] of this.#stored) {
      smallest += least;
      all += bytes;
      if (layers.length < 2 || bytes === 0) continue;
      wastedBytes += bytes;
      wasted.push({ path, bytes, layers });
    }
    wasted.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
    return { wasted, wastedBytes, efficiency: all === 0 ? 1 : smallest / all };
  }

  #store(path: string, size: number, layer: number): void {
    const known = this.#stored.get(path);
    if (known) {
      known.bytes += size;
      known.smallest = Math.min(known.smallest, size);
      known.layers.push(layer);
    } else this.#stored.set(path, { bytes: size, smallest: size, layers: [layer] });
  }

  /** @returns the bytes that were there */
  #remove(path: string, contentsOnly: boolean): number {
    const own = this.#present.get(path) ?? 0;
    if (!contentsOnly) this.#present.delete(path);
    // Only a folder has anything below it.
    if (own > 0) return own;
    const prefix = path === '/' ? '/' : `${path}/`;
    let bytes = 0;
    for (const [each, size] of this.#present) {
      if (!each.startsWith(prefix) || each === '/') continue;
      bytes += size;
      this.#present.delete(each);
    }
    return bytes;
  }
}
