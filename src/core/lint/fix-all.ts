import { parseDockerfile } from '../dockerfile/parse.ts';
import { applyEdits, type TextEdit } from '../text.ts';
import { type LintOptions, lint } from './engine.ts';
import type { Finding } from './finding.ts';

export interface FixAllOptions extends LintOptions {
  /** Also apply fixes that a person should look at. */
  readonly includeReview?: boolean;
}

export interface FixAllResult {
  readonly text: string;
  /** What was mended, in the order in which it was. */
  readonly fixed: readonly Finding[];
  /** What is left, with its ranges in the new text. */
  readonly remaining: readonly Finding[];
}

/** A fix may open the way for another; a file that still changes after this many rounds is left as it is then. */
const mostRounds = 20;

/** Applies every fix of a file, those in each other's way one after the other, until none is left. */
export function fixAll(text: string, options: FixAllOptions = {}): FixAllResult {
  const fixed: Finding[] = [];
  let current = text;
  let remaining = lint(parseDockerfile(current), options);
  for (let round = 0; round < mostRounds; round++) {
    const { edits, findings } = compatibleFixes(remaining, options.includeReview ?? false);
    if (findings.length === 0) break;
    current = applyEdits(current, edits);
    fixed.push(...findings);
    remaining = lint(parseDockerfile(current), options);
  }
  return { text: current, fixed, remaining };
}

/** The fixes that can be applied in one go: each one whose edits touch none of an earlier one's. */
export function compatibleFixes(
  findings: readonly Finding[],
  includeReview: boolean,
): { edits: TextEdit[]; findings: Finding[] } {
  const edits: TextEdit[] = [];
  const chosen: Finding[] = [];
  for (const finding of findings) {
    const fix = finding.fix;
    if (!fix || (fix.safety === 'review' && !includeReview)) continue;
    if (fix.edits.some((edit) => edits.some((other) => touch(edit, other)))) continue;
    edits.push(...fix.edits);
    chosen.push(finding);
  }
  return { edits, findings: chosen };
}

/** Edits that only meet touch as well: which of two insertions at one place comes first is not for us to guess. */
function touch({ range: a }: TextEdit, { range: b }: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
