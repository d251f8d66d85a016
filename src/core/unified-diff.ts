import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * What has to change in a file, in the form that `git diff` writes and that `patch -p0` and `git apply -p0` read.
 * @param path as it stands in the heading, with `/` between names
 * @returns text that ends with a line break; empty where nothing changes
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  const diff = createTwoFilesPatch(path, path, before, after, undefined, undefined, options);
  // Where a name has a blank in it, a tab says where it ends.
  return path.includes(' ') ? diff.replace(/^(.*)\n(.*)\n/, '$1\t\n$2\t\n') : diff;
}

/** Diffs for a terminal: names in bold, places in cyan, what goes in red and what comes in green. */
export function colorDiff(diffs: string): string {
  return diffs.replace(/^--- .*\n\+\+\+ .*(?=\n@@)|^[-+@].*$/gm, (text) => {
    const color = text.includes('\n') ? '1' : colors[text[0] as string];
    return text.replace(/^.+$/gm, (line) => `\x1b[${color}m${line}\x1b[m`);
  });
}

const colors: Readonly<Record<string, string>> = { '@': '36', '-': '31', '+': '32' };
