import type { Instruction, Stage } from '../../dockerfile/model.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const absoluteWorkdir = defineRule({
  code: 'DL3000',
  severity: 'error',
  summary: 'Give WORKDIR an absolute path: a relative one depends on what came before it',
  on: {
    WORKDIR: (instruction, { report, stage }) => {
      const path = pathOf(instruction);
      if (path && !isAbsolute(path.text)) report(path, { fix: makeAbsolute(path, instruction, stage) });
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

function isAbsolute(path: string): boolean {
  return /^(?:[/$]|[A-Za-z]:)/.test(path);
}

/** What the path means already, written out. Only a stage that has said where it is leaves no doubt. */
function makeAbsolute(path: Path, instruction: Instruction, stage: Stage | undefined): Fix | undefined {
  if (!/^[\w.@+-]+(?:\/[\w.@+-]+)*\/?$/.test(path.text)) return undefined;
  const parent = parentFolder(instruction, stage);
  if (parent === undefined) return undefined;
  const start = path.range.start + (path.quoted ? 1 : 0);
  const end = start + path.text.length;
  return {
    title: `Write ${join(parent.path, path.text)}`,
    safety: parent.certain ? 'safe' : 'review',
    edits: [{ range: { start, end }, newText: join(parent.path, path.text) }],
  };
}

/** The working directory just before an instruction; the root is a guess where only the base image knows it. */
function parentFolder(instruction: Instruction, stage: Stage | undefined) {
  const relative: string[] = [];
  for (let at = stage; at; at = at.parent) {
    const before = at === stage ? at.instructions.indexOf(instruction) : at.instructions.length;
    for (const earlier of at.instructions.slice(0, before).reverse()) {
      if (earlier.keyword !== 'WORKDIR') continue;
      const path = pathOf(earlier);
      if (!path || !/^[\w./@+-]+$/.test(path.text)) return undefined;
      if (isAbsolute(path.text)) return { path: [path.text, ...relative].reduce(join), certain: true };
      relative.unshift(path.text);
    }
    if (!at.parent && at.image?.text === 'scratch') return { path: ['/', ...relative].reduce(join), certain: true };
  }
  return { path: ['/', ...relative].reduce(join), certain: false };
}

function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
