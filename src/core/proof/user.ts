import type { ImageTree } from '../image/tree.ts';

/** The `uid:gid` that a USER stands for in an image; what it names and the image lacks stays as it is. */
export function userOf(tree: ImageTree, user: string): string {
  const [name = '', group] = user.split(':');
  const account = line(tree, '/etc/passwd', name === '' ? '0' : name);
  const uid = name === '' ? '0' : (account?.[2] ?? name);
  if (group === undefined) return `${uid}:${account?.[3] ?? '0'}`;
  return `${uid}:${line(tree, '/etc/group', group)?.[2] ?? group}`;
}

/** By name, or by number where it is one. */
function line(tree: ImageTree, path: string, name: string): readonly string[] | undefined {
  const rows = (tree.open(path)?.facts?.text ?? '').split('\n').map((row) => row.split(':'));
  return rows.find((row) => row[0] === name) ?? (/^\d+$/.test(name) ? rows.find((row) => row[2] === name) : undefined);
}
