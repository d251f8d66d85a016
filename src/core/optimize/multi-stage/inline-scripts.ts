import { forEachChild, readBash, type ShellNode } from '../../dockerfile/bash.ts';
import { type Written, writtenBy } from './written-paths.ts';

/**
 * What `sh -c 'touch /app.jar'` writes.
 *
 * @param words of the call of the shell
 * @returns undefined where it is not known of each command of the script, or where that is not given
 */
export function writtenByInline(words: readonly string[]): Written | undefined {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  const script = words[at + 1];
  if (at < 0 || script === undefined || /\$[@*\d]/.test(script)) return undefined;
  const { tree, commands } = readBash(script);
  if (!tree || commands.length === 0 || redirects(tree)) return undefined;
  const written = commands.map(writtenBy);
  if (!written.every((each) => each !== undefined)) return undefined;
  return { paths: written.flatMap(({ paths }) => paths), folders: written.flatMap(({ folders }) => folders) };
}

function redirects(node: ShellNode): boolean {
  let found = node.type === 'Redirect';
  forEachChild(node, (child) => {
    found ||= redirects(child);
  });
  return found;
}
