import type { Task } from '../model/purpose.ts';
import type { CopiedTree } from './copied-tree.ts';
import { dotnetRestore } from './dotnet-restore.ts';
import { goDownload } from './go-download.ts';
import { mavenDownload } from './maven-download.ts';
import { nodeInstall } from './node-install.ts';
import { pipenvInstall, pipInstall, poetryInstall, uvInstall } from './python-install.ts';
import { bundleInstall } from './ruby-install.ts';

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
  /** What may still be different once the sources come later, as a question. */
  readonly doubt?: string | undefined;
  /**
   * Options with which the command does without the sources, where it needs them as it is: it is run with them first,
   * and as it is once the sources are there.
   */
  readonly ahead?: readonly string[] | undefined;
}

/** @returns what an install reads, or the reason why it reads more than manifests or why that cannot be told */
export function installInputs(install: Install): InstallInputs | string {
  const { task, words } = install;
  if (words.some((word) => word.includes('$'))) return `What ${task.command.name} installs is in a variable.`;
  switch (task.tool) {
    case 'npm':
    case 'yarn':
    case 'pnpm':
    case 'bun':
      return nodeInstall(install);
    case 'pip':
      return pipInstall(install);
    case 'pipenv':
      return pipenvInstall(install);
    case 'poetry':
      return poetryInstall(install);
    case 'uv':
      return uvInstall(install);
    case 'go':
      return goDownload(install);
    case 'bundler':
      return bundleInstall(install);
    case 'dotnet':
      return dotnetRestore(install);
    case 'maven':
      return mavenDownload(install);
    case 'gradle':
      return 'Gradle runs the scripts of the build, which may read any source; a cache mount keeps what it downloads.';
    case 'cargo':
      return 'cargo reads the sources to know what it builds; a cache mount keeps what it downloads.';
    case 'composer':
      return 'Composer makes the autoloader from the sources; a cache mount keeps what it downloads.';
    default:
      return `What ${task.command.name} reads is not known.`;
  }
}
