import type { Word } from '../dockerfile/model.ts';

/**
 * A path as it is written, without the quotes at its ends. The backslashes of a path of Windows stay,
 * which the builder takes for escapes; and of a path with blanks in quotes, which the builder takes for
 * several, each part loses its one.
 */
export function withoutQuotes({ raw }: Word): string {
  return raw.replace(/^["']/, '').replace(/["']$/, '');
}
