import type { Instruction } from '../../dockerfile/model.ts';
import { isAbsolutePath } from '../absolute-path.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

/** Where a stage stands; unknown once a variable has a say in it. */
type Folder = { readonly path: string; readonly certain: boolean } | undefined;

export const absoluteWorkdir = defineRule({
  code: 'DL3000',
  severity: 'error',
  fix: 'both',
  summary: 'Give WORKDIR an absolute path: a relative one depends on what came before it',
  // Only the base image knows where it leaves a stage; the root is the likeliest, and for `scratch` it is sure.
  perStage: (parent: { folder: Folder } | undefined, stage): { folder: Folder } => ({
    folder: parent ? parent.folder : { path: '/', certain: stage?.image?.text === 'scratch' },
  }),
  on: {
    WORKDIR: (instruction, { inStage, report }) => {
      const path = pathOf(instruction);
      if (!path) return;
      const folder = isLiteral(path) ? moved(inStage.folder, path) : undefined;
      if (!isAbsolutePath(path.text)) report(path, { fix: folder && writeOut(path, folder) });
      inStage.folder = folder;
    },
  },
});

interface Path {
  /** Without quotes around it. */
  readonly text: string;
  readonly quoted: boolean;
  readonly range: { readonly start: number; readonly end: number };
}

function pathOf({ words }: Instruction): Path | undefined {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return undefined;
  const raw = words.map((word) => word.raw).join(' ');
  const text = raw.replace(/^["']/, '').replace(/["']$/, '');
  return { text, quoted: text !== raw, range: { start: first.range.start, end: last.range.end } };
}

function isLiteral({ text }: Path): boolean {
  return /^[\w./@+-]+$/.test(text);
}

function moved(from: Folder, { text }: Path): Folder {
  if (isAbsolutePath(text)) return { path: text, certain: true };
  if (!from) return undefined;
  const path = join(from.path, text);
  return path.length > longest ? undefined : { path, certain: from.certain };
}

/** Linux takes no longer path, and a row of thousands of relative ones is not to be joined again and again. */
const longest = 4096;

/** What the path means already. A stage that has once named an absolute one leaves no doubt. */
function writeOut({ text, quoted, range }: Path, { path, certain }: NonNullable<Folder>): Fix {
  const start = range.start + (quoted ? 1 : 0);
  return {
    title: `Write ${path}`,
    safety: certain ? 'safe' : 'review',
    edits: [{ range: { start, end: start + text.length }, newText: path }],
  };
}

function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
