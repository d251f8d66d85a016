import type { Instruction } from '../../dockerfile/model.ts';
import { isAbsolutePath } from '../absolute-path.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { StageFolders } from '../stage-folders.ts';

/** Where a stage stands as the builder sees it. */
interface Folder {
  /** A WORKDIR has moved it, in the stage or in one that it is built on. */
  moved: boolean;
  /** It is built on nothing, so that it starts at the root. */
  readonly empty: boolean;
}

export const workdirBeforeCopy = defineRule({
  code: 'DL3045',
  severity: 'warning',
  fix: 'both',
  summary: 'Copy to an absolute path, or set a WORKDIR first: where a relative path leads is up to the base image',
  perFile: () => new StageFolders(),
  perStage: (parent: Folder | undefined, stage): Folder => ({
    moved: parent?.moved ?? false,
    empty: parent?.empty ?? stage?.image?.text === 'scratch',
  }),
  on: {
    FROM: (_, { inFile, stage }) => inFile.enter(stage),
    WORKDIR: (_, { inFile, inStage }) => {
      inFile.move();
      inStage.moved = true;
    },
    ONBUILD: ({ trigger }, { inStage }) => {
      if (trigger?.keyword === 'WORKDIR') inStage.moved = true;
    },
    COPY: (copy, { inFile, inStage, report, stage }) => {
      const target = copy.words.at(-1);
      if (!target || inFile.isKnown || isAbsolutePath(target.value)) return;
      report(target, { fix: stage && !inStage.moved ? fromTheRoot(copy, inStage) : undefined });
    },
  },
});

/** The root is where most images stand; only of an empty one it is sure. */
function fromTheRoot({ flags, words }: Instruction, { empty }: Folder): Fix | undefined {
  const target = words.at(-1);
  if (!target || !/^[\w./@+-]+$/.test(target.value) || target.value.includes('..')) return undefined;
  const quotes = target.raw.length - target.value.length;
  if (quotes !== 0 && !(quotes === 2 && /^["']/.test(target.raw))) return undefined;
  const path = `/${target.value.replace(/^(?:\.(?:\/|$))+/, '')}`;
  // That would copy a whole image over another.
  if (path === '/' && words[0]?.value === '/' && flags.some(({ name }) => name === 'from')) return undefined;
  const start = target.range.start + quotes / 2;
  return {
    title: `Write ${path}`,
    safety: empty ? 'safe' : 'review',
    edits: [{ range: { start, end: start + target.value.length }, newText: path }],
  };
}
