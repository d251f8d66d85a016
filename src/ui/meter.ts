import type { ProgressEvent } from '../workflows/run.ts';

/**
 * Turns the events of a workflow into the steps of one bar from 0 to 100. A bar of VS Code only moves forward and
 * only by whole points, so a phase gets its share of it when it begins, and fills that.
 */
export class Meter {
  readonly #shares: Readonly<Record<string, number>>;
  readonly #spans = new Map<string, { readonly from: number; readonly to: number }>();
  #given = 0;
  #shown = 0;

  /**
   * @param shares how much of the bar a phase is worth, of 100 in all; `deploy` counts for `deploy.service` too, where
   *   no longer name comes before it
   */
  constructor(shares: Readonly<Record<string, number>> = {}) {
    this.#shares = shares;
  }

  /** How many points the bar goes on, 0 for none. */
  advance({ phase, done, total }: ProgressEvent): number {
    if (done === undefined || !total) return 0;
    const { from, to } = this.#spanOf(this.#shareOf(phase));
    const reached = from + (to - from) * Math.min(1, done / total);
    const step = Math.floor(reached) - this.#shown;
    if (step <= 0) return 0;
    this.#shown += step;
    return step;
  }

  #spanOf(name: string): { readonly from: number; readonly to: number } {
    let span = this.#spans.get(name);
    if (!span) {
      const left = 100 - this.#given;
      span = { from: this.#given, to: this.#given + Math.min(this.#shares[name] ?? left / 2, left) };
      this.#spans.set(name, span);
      this.#given = span.to;
    }
    return span;
  }

  #shareOf(phase: string): string {
    return Object.keys(this.#shares).find((name) => phase === name || phase.startsWith(`${name}.`)) ?? phase;
  }
}
