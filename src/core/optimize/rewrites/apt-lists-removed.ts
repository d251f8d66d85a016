import type { Instruction } from '../../dockerfile/model.ts';
import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

/** A script of which nothing is known but its name, or a command that looks into the lists. */
function mayRead({ keyword, range, command }: Instruction, after: number): boolean {
  if (keyword !== 'RUN' || range.start < after) return false;
  const text = command?.form === 'shell' ? command.script.text : '';
  return /\bapt-(cache|file)\b|\/lib\/apt\/lists\/?(?!\/?\*)|install-deps|--with-deps|(^|[\s;&])(\.?\/[\w./-]+\.sh|(ba)?sh [\w./-]+\.sh)\b/.test(
    text,
  );
}

export const aptListsRemoved = defineRewrite({
  id: 'apt-lists-removed',
  kind: 'packages',
  title: 'Remove the package lists in the RUN that fetches them',
  safety: 'both',
  precondition: 'No later apt-get install, here or in a stage built on this one, goes without an update of its own.',
  evidence: 'Part of 279.6 MB becoming 196.7 MB for an image with curl and git.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3009'],
      reason: 'The lists of apt stay in the layer and are old by the next build.',
      effect: 'Some 20 to 40 MB less in each such layer.',
      question: 'Does nothing install from these lists later?',
      isDoubtful: ({ range }) => build.dockerfile.instructions.some((later) => mayRead(later, range.end)),
      nothing: 'No lists of apt are left behind.',
    }),
});
