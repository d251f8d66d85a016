/** Snippets as the editor has them, and as they stand in a file. */
import { readFileSync } from 'node:fs';

export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** @param name of a file in `snippets/`. @returns name and content of each */
export const readSnippets = (name: string): [string, Snippet][] =>
  Object.entries(JSON.parse(readFileSync(new URL(`../snippets/${name}.json`, import.meta.url), 'utf8')));

/** As it stands in the editor before anything is typed over it. */
export function withDefaults(body: readonly string[]): string {
  const defaults = new Map<string, string>();
  const text = body
    .join('\n')
    .replaceAll(
      /(?<!\\)\$\{(\d+)(?::([^}]*)|\|([^,|]*)[^|]*\|)\}/g,
      (_, stop: string, text?: string, choice?: string) => {
        const value = text ?? choice ?? '';
        defaults.set(stop, value);
        return value;
      },
    );
  return text
    .replaceAll(/(?<!\\)\$\{(\d+)\}/g, (_, stop: string) => defaults.get(stop) ?? '')
    .replaceAll(/(?<!\\)\$0/g, '')
    .replaceAll('\\$', '$');
}
