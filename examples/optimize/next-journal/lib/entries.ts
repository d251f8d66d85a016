import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { marked } from 'marked';

export interface Entry {
  readonly slug: string;
  readonly title: string;
  readonly html: string;
}

/** Read at each request, so that an editor can mount another folder over this one. */
const folder = path.join(process.cwd(), process.env.JOURNAL_CONTENT ?? 'content');

export async function entries(): Promise<readonly Entry[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md')).sort();
  return Promise.all(files.map((file) => entry(file.slice(0, -'.md'.length))));
}

export async function entry(slug: string): Promise<Entry> {
  const source = await readFile(path.join(folder, `${path.basename(slug)}.md`), 'utf8');
  return { slug, title: titleOf(source), html: await marked.parse(source) };
}

/** What stands after the first `# ` of the text. */
export function titleOf(source: string): string {
  return /^# (.+)$/m.exec(source)?.[1] ?? 'Untitled';
}
