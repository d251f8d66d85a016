import { inFolder } from './copied-tree.ts';
import type { Install, InstallInputs } from './install.ts';

/** Of Bundler: `Gemfile` and `Gemfile.lock`, where the one is plain and the other fits the image. */
export function bundleInstall({ task: { verb }, words, folder, tree }: Install): InstallInputs | string {
  if (verb !== 'install') return `bundle ${verb} is no install.`;
  const elsewhere = words.find((word) => /^--(gemfile|path|deployment|standalone|local)\b/.test(word));
  if (elsewhere) return `${elsewhere} makes Bundler read or write in other folders.`;
  const [gemfile, lock] = ['Gemfile', 'Gemfile.lock'].map((name) => inFolder(folder, name)) as [string, string];
  const text = tree.text(gemfile);
  const locked = tree.text(lock);
  if (text === undefined) return `No Gemfile is known to lie in ${folder}.`;
  if (tree.under(inFolder(folder, '.bundle')).length > 0) return '.bundle holds settings that come with the sources.';
  const folders = ownGems(text, folder, tree);
  if (typeof folders === 'string') return folders;
  const reader = /^\s*(gemspec|eval_gemfile|instance_eval|require|load|require_relative)\b|\bFile\.|\bDir\b|`/m.exec(
    text,
  );
  if (reader) return `The Gemfile reads more than itself: ${reader[0].trim()}.`;
  const version = /^\s*ruby\s+file:\s*["']([^"']+)/m.exec(text)?.[1];
  const files = [gemfile, ...(version === undefined ? [] : [inFolder(folder, version)])];
  if (locked === undefined) {
    return {
      files,
      folders,
      doubt: 'Without a lock file newer gems come only when the Gemfile changes: is that what you want?',
    };
  }
  // Bundler adds the platform and missing gems to the lock file, which would then be copied over.
  const platforms = /^PLATFORMS\n((?: +\S+\n)*)/m.exec(locked.replace(/\r/g, ''))?.[1] ?? '';
  if (!/^ +(ruby|x86_64-linux(-gnu)?)$/m.test(platforms))
    return 'Gemfile.lock is not for Linux: the install changes it.';
  const missing = [...text.matchAll(/^\s*gem\s+["']([^"']+)/gm)].find(([, name]) => !locked.includes(`\n  ${name}`));
  return missing
    ? `Gemfile.lock does not know ${missing[1]}: the install changes it.`
    : { files: [...files, lock], folders };
}

/** The folders of gems that lie among the sources: their gemspecs may read any file there. */
function ownGems(gemfile: string, folder: string, tree: Install['tree']): readonly string[] | string {
  const folders = new Set<string>();
  for (const line of gemfile.split('\n').filter((each) => /\bpath:|:path\s*=>|^\s*path\b/.test(each))) {
    const path = /(?:\bpath:|:path\s*=>|^\s*path)\s*\(?["']([^"'#{]+)["']/.exec(line)?.[1];
    const own = path === undefined ? undefined : inFolder(folder, path);
    if (own === undefined || own === folder || !own.startsWith(folder === '/' ? '/' : `${folder}/`))
      return `The Gemfile reads more than itself: ${line.trim()}.`;
    const specs = tree.under(own, /\.gemspec$/).map((spec) => tree.text(spec));
    if (specs.length === 0) return `No gemspec is known to lie in ${own}.`;
    if (specs.some((spec) => spec === undefined || spec.includes('../'))) return `The gem in ${own} reads beyond it.`;
    folders.add(own);
  }
  return [...folders];
}
