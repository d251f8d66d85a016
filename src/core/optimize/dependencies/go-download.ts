import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';

/** Of `go mod download`: `go.mod` and `go.sum`. All else that fetches modules reads which packages the sources import. */
export function goDownload({ task: { verb }, words, folder, tree }: Install): InstallInputs | string {
  const after = words.slice(words.indexOf('mod') + 1).filter((word) => !word.startsWith('-'));
  if (verb !== 'mod' || after[0] !== 'download' || after.length > 1) {
    return `go ${words.join(' ')} reads what the sources import; a cache mount keeps what it downloads.`;
  }
  const [mod, sum] = ['go.mod', 'go.sum'].map((name) => inFolder(folder, name)) as [string, string];
  const text = tree.text(mod);
  if (text === undefined) return `No go.mod is known to lie in ${folder}.`;
  if (tree.has(inFolder(folder, 'go.work'))) return 'It is a workspace: each of its modules has a manifest.';
  if (/=>\s*\.{0,2}\//.test(text)) return 'go.mod replaces a module by one of the sources.';
  if (!tree.has(sum)) {
    return /^\s*require\b/m.test(text) ? 'go.sum is not there: the download would write it.' : { files: [mod] };
  }
  return { files: [mod, sum] };
}
