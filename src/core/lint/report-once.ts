import type { Range } from '../text.ts';
import type { Fix } from './finding.ts';
import type { Context } from './rule.ts';

export interface Place {
  readonly range: Range;
  readonly fix?: Fix | undefined;
}

/**
 * Reports several places of one instruction as the single finding that hadolint has there: it points at
 * the first, names the others as related and, where every one of them can be mended, mends them all.
 */
export function reportOnce(report: Context['report'], places: readonly Place[], message: string): void {
  const [first, ...others] = places;
  if (!first) return;
  const related = others.map(({ range }) => ({ range, message }));
  report(first, { message, fix: joinedFix(places), ...(related.length > 0 && { related }) });
}

function joinedFix(places: readonly Place[]): Fix | undefined {
  const fixes = places.flatMap(({ fix }) => fix ?? []);
  const [first] = fixes;
  if (!first || fixes.length < places.length) return undefined;
  const safety = fixes.every((fix) => fix.safety === 'safe') ? 'safe' : 'review';
  return { title: first.title, safety, edits: fixes.flatMap(({ edits }) => edits) };
}
