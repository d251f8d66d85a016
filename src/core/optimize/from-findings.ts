import type { Finding } from '../lint/finding.ts';
import type { TextEdit } from '../text.ts';
import type { BuildModel } from './model/build-model.ts';
import { type Answer, type Draft, none, type Place } from './rewrite.ts';

/** What a rewrite says of itself beside the places. */
export interface FromFindings {
  /** Codes of the rules whose fixes do it. */
  readonly codes: readonly string[];
  readonly reason: string;
  readonly effect: string;
  /** For the fixes that are for a person to look at, or for all of them where the image changes. */
  readonly question: string;
  /** Where there is nothing to do. */
  readonly nothing: string;
  /** Whether a finding is one that the rewrite may mend; each is unless given. */
  readonly isWanted?: (finding: Finding) => boolean;
  /** Whether a fix that the rule calls safe is for a person to look at in this place. */
  readonly isDoubtful?: (finding: Finding) => boolean;
  /** Why none is, where some were found. */
  readonly unwanted?: string;
  /** Whether even a safe fix changes what the image says of itself. */
  readonly isReviewed?: boolean;
  readonly changes?: readonly string[];
}

/** The fixes that lint rules have, as proposals: the safe ones in one, those to be looked at in another. */
export function fromFindings({ findings, dockerfile }: BuildModel, wanted: FromFindings): readonly Answer[] {
  const { codes, reason, effect, question, nothing, isReviewed = false, changes } = wanted;
  // What ONBUILD keeps for other images is a part of what this one says of itself.
  const triggers = dockerfile.instructions.filter(({ keyword }) => keyword === 'ONBUILD');
  const isOfTrigger = ({ range: { start } }: Finding) =>
    triggers.some(({ range }) => range.start <= start && start < range.end);
  const found = findings.filter((finding) => codes.includes(finding.code) && !isOfTrigger(finding));
  const relevant = wanted.isWanted ? found.filter(wanted.isWanted) : found;
  const drafts: Draft[] = [];
  for (const safe of [true, false]) {
    const places = placesOf(
      relevant,
      ({ safety }, finding) => (safety === 'safe' && !isReviewed && !wanted.isDoubtful?.(finding)) === safe,
    );
    if (places.length === 0) continue;
    drafts.push({ safe, reason, effect, places, ...(safe ? {} : { question }), ...(changes ? { changes } : {}) });
  }
  if (drafts.length > 0) return drafts;
  if (found.length > 0 && relevant.length === 0 && wanted.unwanted) return [none(wanted.unwanted)];
  return [none(relevant.length === 0 ? nothing : 'What to write there in its place is for a person to say.')];
}

function placesOf(
  findings: readonly Finding[],
  isWanted: (fix: NonNullable<Finding['fix']>, finding: Finding) => boolean,
): Place[] {
  const places: Place[] = [];
  const taken: TextEdit[] = [];
  for (const finding of findings) {
    const { range, fix } = finding;
    if (!fix || !isWanted(fix, finding) || fix.edits.some((edit) => taken.some((other) => touch(edit, other))))
      continue;
    taken.push(...fix.edits);
    places.push({ range, edits: fix.edits });
  }
  return places;
}

function touch({ range: a }: TextEdit, { range: b }: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
