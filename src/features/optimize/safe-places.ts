import type { Finding } from '../../core/lint/finding.ts';
import { type OptimizeOptions, optimize } from '../../core/optimize/optimize.ts';
import type { FileChange } from '../../core/optimize/rewrite.ts';
import type { Range, TextEdit } from '../../core/text.ts';

/** A place where something safe could be done. */
export interface SafePlace {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly effect: string;
  readonly range: Range;
  readonly edits: readonly TextEdit[];
  /** Of all places of the same proposal, this one among them. */
  readonly everywhere: readonly TextEdit[];
  readonly places: number;
  readonly files: readonly FileChange[];
}

/** @param findings of the text; where one of them offers the same edit, that is enough */
export function safePlaces(text: string, findings: readonly Finding[], options: OptimizeOptions): SafePlace[] {
  const offered = new Set(findings.flatMap(({ fix }) => (fix ? [JSON.stringify(fix.edits)] : [])));
  const safe = optimize(text, options).proposals.filter((proposal) => proposal.safe);
  return safe.flatMap(({ id, title, reason, effect, places, files }) => {
    const everywhere = places.flatMap(({ edits }) => edits);
    return places
      .filter(({ edits }) => (edits.length === 0 ? files.length > 0 : !offered.has(JSON.stringify(edits))))
      .map(({ range, edits }) => ({
        id,
        title,
        reason,
        effect,
        range,
        edits,
        everywhere,
        places: places.length,
        files,
      }));
  });
}
