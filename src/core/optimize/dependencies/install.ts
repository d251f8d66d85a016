import type { Task } from '../model/purpose.ts';
import type { CopiedTree } from './copied-tree.ts';

/** A command that installs what manifests name. */
export interface Install {
  readonly task: Task;
  /** Its arguments, without quotes. */
  readonly words: readonly string[];
  /** Where it runs, absolute. */
  readonly folder: string;
  readonly tree: CopiedTree;
}

export interface InstallInputs {
  /** All files that it reads, absolute paths in the image. */
  readonly files: readonly string[];
  /** Folders of which it may read any file, absolute paths in the image; none where not given. */
  readonly folders?: readonly string[];
  /** What may still be different once the sources come later, as a question. */
  readonly doubt?: string | undefined;
  /**
   * Options with which the command does without the sources, where it needs them as it is: it is run with them first,
   * and as it is once the sources are there.
   */
  readonly ahead?: readonly string[] | undefined;
}
