import { readFileSync } from 'node:fs';
import path from 'node:path';

export const pages = path.join(import.meta.dirname, '../../../../docs/rewrites');

/** A page of `docs/rewrites`, as far as a test can hold it to what the rewrite does. */
export interface RewritePage {
  readonly text: string;
  readonly before: Example;
  readonly after: Example;
  /** What a person should look at; undefined where the page has no such section. */
  readonly question: string | undefined;
}

interface Example {
  /** The block in ```dockerfile; undefined where there is none. */
  readonly dockerfile: string | undefined;
  /** By their paths in the build context; undefined where the page says nothing of it. */
  readonly files: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads a page. Its sections *Before* and *After* have a Dockerfile each, and files beside it: `Beside it:` names those
 * that are empty as far as the rewrite is concerned, and a line with nothing but a path and a colon gives the next
 * block as the text of that file.
 */
export function readRewritePage(id: string): RewritePage {
  const text = readFileSync(path.join(pages, `${id}.md`), 'utf8');
  return {
    text,
    before: exampleIn(sectionOf(text, 'Before') ?? ''),
    after: exampleIn(sectionOf(text, 'After') ?? ''),
    question: sectionOf(text, 'What to look at')?.trim(),
  };
}

function sectionOf(text: string, title: string): string | undefined {
  const begin = text.indexOf(`\n## ${title}\n`);
  if (begin < 0) return undefined;
  const body = text.slice(begin + `\n## ${title}\n`.length);
  const end = body.indexOf('\n## ');
  return end < 0 ? body : body.slice(0, end + 1);
}

function exampleIn(section: string): Example {
  const named = /^Beside it: (.*)\.$/m.exec(section)?.[1];
  const empty = [...(named ?? '').matchAll(/`([^`]+)`/g)].map(([, file = '']) => [file, ''] as const);
  const written = [...section.matchAll(/^`([^`]+)`:\n+```\w*\n([\s\S]*?)^```$/gm)].map(
    ([, file = '', content = '']) => [file, content] as const,
  );
  const files = [...empty, ...written];
  return {
    dockerfile: /^```dockerfile\n([\s\S]*?)^```$/m.exec(section)?.[1],
    files: files.length === 0 ? undefined : Object.fromEntries(files),
  };
}
