import { composerInstall } from './composer-install.ts';
import { dotnetRestore } from './dotnet-restore.ts';
import { goDownload } from './go-download.ts';
import type { Install, InstallInputs } from './install.ts';
import { mavenDownload } from './maven-download.ts';
import { nodeInstall } from './node-install.ts';
import { pipenvInstall, pipInstall, poetryInstall, uvInstall } from './python-install.ts';
import { bundleInstall } from './ruby-install.ts';

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
      return composerInstall(install);
    default:
      return `What ${task.command.name} reads is not known.`;
  }
}
