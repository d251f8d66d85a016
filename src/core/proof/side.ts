/** One of the two images of a proof, with what is known of each of its files. */

import type { Instruction } from '../dockerfile/model.ts';
import type { SavedConfiguration } from '../image/configuration-saved.ts';
import type { ImageTree, TreeEntry } from '../image/tree.ts';
import type { Programs } from './programs.ts';

export interface ImageSide {
  readonly tree: ImageTree;
  readonly configuration: SavedConfiguration;
  readonly programs: Programs;
  /** The instruction of the Dockerfile that made each layer; undefined for those of the base image. */
  readonly layers: readonly (Instruction | undefined)[];
}

/** Where systems and their packages keep what is theirs. */
const system = /^\/(?:usr|bin|sbin|lib|lib32|lib64|libx32|etc|var|boot|media|mnt|root|run|tmp|dev|proc|sys)(?:\/|$)/;

export function instructionOf({ layers }: ImageSide, { layer }: TreeEntry): Instruction | undefined {
  return layers[layer];
}

/** Whether a file is of the application and not of the system below it: such a file may not vanish without a reason. */
export function isOfApplication(side: ImageSide, entry: TreeEntry): boolean {
  const instruction = instructionOf(side, entry);
  if (!instruction) return false;
  if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') return true;
  return isApplicationPath(side, entry.path) && !entry.path.startsWith('/opt/');
}

export function isApplicationPath({ configuration }: ImageSide, path: string): boolean {
  const { workingDirectory } = configuration;
  const inside = workingDirectory !== '' && workingDirectory !== '/' && isIn(path, workingDirectory);
  return inside || !system.test(path);
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
