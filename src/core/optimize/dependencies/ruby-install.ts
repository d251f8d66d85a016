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
  const reader =
    /^\s*(gemspec|eval_gemfile|instance_eval|require|load|require_relative)\b|\bpath:|:path\s*=>|\bFile\.|\bDir\b|`/m.exec(
      text,
    );
  if (reader) return `The Gemfile reads more than itself: ${reader[0].trim()}.`;
  const version = /^\s*ruby\s+file:\s*["']([^"']+)/m.exec(text)?.[1];
  const files = [gemfile, ...(version === undefined ? [] : [inFolder(folder, version)])];
  if (locked === undefined) {
    return {
      files,
      doubt: 'Without a lock file newer gems come only when the Gemfile changes: is that what you want?',
    };
  }
  // Bundler adds the platform and missing gems to the lock file, which would then be copied over.
  const platforms = /^PLATFORMS\n((?: +\S+\n)*)/m.exec(locked.replace(/\r/g, ''))?.[1] ?? '';
  if (!/^ +(ruby|x86_64-linux(-gnu)?)$/m.test(platforms))
    return 'Gemfile.lock is not for Linux: the install changes it.';
  const missing = [...text.matchAll(/^\s*gem\s+["']([^"']+)/gm)].find(([, name]) => !locked.includes(`\n  ${name}`));
  return missing ? `Gemfile.lock does not know ${missing[1]}: the install changes it.` : { files: [...files, lock] };
}
