import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';

/** Of `mvn dependency:go-offline` and `dependency:resolve`: the `pom.xml` of a single module. */
export function mavenDownload({ task: { purpose }, words, folder, tree }: Install): InstallInputs | string {
  if (purpose !== 'dependencies')
    return 'Maven reads the sources to build them; a cache mount keeps what it downloads.';
  const goals = words.filter((word) => !word.startsWith('-'));
  if (!goals.every((goal) => /^dependency:(go-offline|resolve|resolve-plugins)$/.test(goal))) {
    return `mvn ${goals.join(' ')} may read the sources.`;
  }
  const elsewhere = words.find((word) => /^(-f|--file|-s|--settings|-pl|--projects)\b/.test(word));
  if (elsewhere) return `${elsewhere} makes Maven read other files.`;
  const pom = inFolder(folder, 'pom.xml');
  const text = tree.text(pom);
  if (text === undefined) return `No pom.xml is known to lie in ${folder}.`;
  if (/<modules>|<systemPath>|<relativePath>\s*[^<\s]/.test(text))
    return 'The pom.xml names other files of the sources.';
  if (tree.has(inFolder(folder, '../pom.xml'))) return 'The folder above has a pom.xml, too.';
  if (tree.under(inFolder(folder, '.mvn')).length > 0) return '.mvn holds settings that come with the sources.';
  return { files: [pom] };
}
