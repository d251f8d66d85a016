import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { Range } from '../../text.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary = 'Leave no blank line in a continued instruction: the builder will not accept it any more one day';

export const closeTheGap = defineRule({
  code: 'NoEmptyContinuation',
  severity: 'warning',
  fix: 'safe',
  summary,
  on: {
    '*': (instruction, { dockerfile, report }) => {
      const gaps = gapsOf(instruction, dockerfile);
      const places = gaps.map((range) => ({
        range,
        fix: { title: 'Delete the blank lines', safety: 'safe' as const, edits: [{ range, newText: '' }] },
      }));
      reportOnce(report, places, summary);
    },
  },
});

/** The stretches of whole blank lines between the lines of an instruction, the bodies of heredocs left out. */
function gapsOf({ heredocs, line, range }: Instruction, dockerfile: Dockerfile): Range[] {
  const { lines, text } = dockerfile;
  const { start } = range;
  const end = heredocs[0] ? heredocs[0].body.start : range.end;
  const isOpen = text[end - 1] === dockerfile.escape;
  if (!isOpen && lines.positionAt(end).line === line) return [];
  const blank = /(?<=\n|\r(?!\n))(?:[ \t\f\v]*(?:\r\n|\n|\r))+/g;
  const gaps: Range[] = [];
  // The search stays inside, or each instruction would be looked for up to the end of the file.
  for (const match of text.slice(start, isOpen ? text.length : end).matchAll(blank)) {
    const gap = { start: start + match.index, end: start + match.index + match[0].length };
    // Behind an escape that nothing follows up to the end of the file the blank lines belong to it as well.
    if (gap.start >= end && !(isOpen && gap.end === text.length)) break;
    gaps.push(gap);
  }
  return gaps;
}
