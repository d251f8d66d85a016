/** Takes what each rung found, and says what follows from all of it. */
import type { ComparedBuilds } from './images.ts';
import type { Doubt, FileSummary, ProofDifference, ProofReport, ProofSide, Rung, RungResult } from './model.ts';
import type { ComparedStarts } from './start-comparison.ts';

const order: readonly Rung[] = ['parse', 'configuration', 'build', 'image', 'files', 'programs', 'start'];

export class ProofRecord {
  readonly #differences: ProofDifference[] = [];
  readonly #doubts: Doubt[] = [];
  readonly #notes: string[] = [];
  readonly #rungs = new Map<Rung, RungResult>();

  rung(rung: Rung, state: RungResult['state'], says: string): void {
    this.#rungs.set(rung, { rung, state, says });
  }

  differ(difference: ProofDifference): void {
    this.#differences.push(difference);
    this.rung(difference.rung, 'different', difference.what);
  }

  doubt(rung: Rung, why: string): void {
    this.#doubts.push({ rung, why });
    this.rung(rung, 'unsure', why);
  }

  take({ differences, notes, rungs }: ComparedBuilds): void {
    this.#differences.push(...differences);
    this.#notes.push(...notes);
    for (const each of rungs) this.#rungs.set(each.rung, each);
  }

  note(says: string): void {
    this.#notes.push(says);
  }

  takeStarts({ differences, doubts, notes, says }: ComparedStarts): void {
    this.#differences.push(...differences);
    this.#doubts.push(...doubts);
    this.#notes.push(...notes);
    this.rung('start', differences.length > 0 ? 'different' : doubts.length > 0 ? 'unsure' : 'same', `${says}.`);
  }

  /** What was not come to counts as skipped; without a start nothing is equal. */
  report(
    files: FileSummary,
    sides: { readonly before: ProofSide; readonly after: ProofSide },
    changedSource?: string,
  ): ProofReport {
    const rungs = order.map(
      (rung) => this.#rungs.get(rung) ?? { rung, state: 'skipped' as const, says: 'Not come to.' },
    );
    const isOpen = this.#doubts.length > 0 || !this.#rungs.has('start');
    const verdict = this.#differences.length > 0 ? 'different' : isOpen ? 'could-not-tell' : 'equal';
    return {
      verdict,
      differences: [...this.#differences].sort((a, b) => order.indexOf(a.rung) - order.indexOf(b.rung)),
      doubts: this.#doubts,
      notes: this.#notes,
      rungs,
      files,
      changedSource,
      ...sides,
    };
  }
}
