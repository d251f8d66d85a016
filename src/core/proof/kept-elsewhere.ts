import type { TreeEntry } from '../image/tree.ts';
import type { ImageSide } from './side.ts';

/** Whether a file that is gone is there at another place. */
export type KeptElsewhere = (entry: Pick<TreeEntry, 'path' | 'hash' | 'size' | 'facts'>) => boolean;

/** Bytes from which on two files with the same contents are no coincidence; of the same name, fewer do. */
const tellingSize = 64;
const tellingWithName = 16;

/**
 * What both images have at the same path, but for the times of the build, by what it holds and what it is called. A
 * program in a folder that CMake or Meson builds in is not the same, byte by byte, where it is installed: the folders
 * that it looks for libraries in are taken out. One that a shell looks for by its name is found in other folders too.
 */
export function keptElsewhere(before: ImageSide, after: ImageSide): KeptElsewhere {
  const hashes = new Set<string>();
  const programs = new Set<string>();
  const moved = new Set<string>();
  for (const [path, is] of after.tree.entries) {
    const was = before.tree.entries.get(path);
    if (!was && is.facts?.elf !== undefined && onPath.test(path)) moved.add(nameOf(path));
    if (was?.hash === undefined) continue;
    const isSame = was.hash === is.hash || (was.stableHash !== undefined && was.stableHash === is.stableHash);
    if (isSame) hashes.add(was.hash).add(`${was.hash} ${nameOf(path)}`);
    if (is.facts?.elf !== undefined && was.facts?.elf !== undefined) programs.add(nameOf(path));
  }
  return ({ path, hash, size, facts }) => {
    if (hash === undefined) return false;
    if (size >= tellingSize && hashes.has(hash)) return true;
    if (size >= tellingWithName && hashes.has(`${hash} ${nameOf(path)}`)) return true;
    if (facts?.elf === undefined) return false;
    return (
      (programs.has(nameOf(path)) && isBuiltIn(path, before)) || (ofBuilders.test(path) && moved.has(nameOf(path)))
    );
  };
}

/** Where every image looks for programs, and where those of Go and Rust do besides. */
const onPath = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;
const ofBuilders = /^\/(?:go|usr\/local\/cargo|root\/\.cargo)\/bin\/[^/]+$/;

/** Whether CMake or Meson builds in a folder above a path. */
function isBuiltIn(path: string, { tree }: ImageSide): boolean {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = path.slice(0, at);
    if (tree.entries.has(`${folder}/CMakeCache.txt`) || tree.entries.has(`${folder}/meson-info`)) return true;
  }
  return false;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
