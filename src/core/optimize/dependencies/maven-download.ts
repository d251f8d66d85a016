import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';

/** Of `mvn dependency:go-offline` and `dependency:resolve`: the `pom.xml` of a single module, with the settings and the wrapper beside it. */
export function mavenDownload({ task: { purpose, command }, words, folder, tree }: Install): InstallInputs | string {
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
  const settings = tree.under(inFolder(folder, '.mvn'));
  // What they name lies among the sources.
  const other = settings.find((path) => !path.endsWith('.jar') && namesFiles.test(tree.text(path) ?? '-s'));
  if (other !== undefined) return `${other} may name other files of the sources.`;
  const wrapper = /(^|\/)mvnw$/.test(command.name) ? inFolder(folder, 'mvnw') : undefined;
  if (wrapper !== undefined && !tree.has(wrapper)) return `No mvnw is known to lie in ${folder}.`;
  return { files: [pom, ...settings, ...(wrapper === undefined ? [] : [wrapper])] };
}

const namesFiles = /(^|\s)(-s|-gs|-f|--settings|--global-settings|--file)\b|\$\{maven\.multiModule/m;
