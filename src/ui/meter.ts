import type { ProgressEvent } from '../workflows/run.ts';

/**
 * Turns the events of a workflow into the steps of one bar from 0 to 100. A bar of VS Code only moves forward and
 * only by whole points, so a phase that begins gets a share of what is left and fills it.
 */
export class Meter {
  readonly #shares: Readonly<Record<string, number>>;
  #phase: string | undefined;
  #from = 0;
  #to = 0;
  #shown = 0;

  /** @param shares how much of the bar a phase is worth, of 100 in all; `deploy` counts for `deploy.service` too. */
  constructor(shares: Readonly<Record<string, number>> = {}) {
    this.#shares = shares;
  }

  /** How many points the bar goes on, 0 for none. */
  advance({ phase, done, total }: ProgressEvent): number {
    const name = this.#shareOf(phase);
    if (name !== this.#phase) {
      this.#phase = name;
      this.#from = this.#to;
      this.#to += Math.min(this.#shares[name] ?? (100 - this.#from) / 2, 100 - this.#from);
    }
    if (done === undefined || !total) return 0;
    const reached = this.#from + (this.#to - this.#from) * Math.min(1, done / total);
    const step = Math.floor(reached) - this.#shown;
    if (step <= 0) return 0;
    this.#shown += step;
    return step;
  }

  #shareOf(phase: string): string {
    return Object.keys(this.#shares).find((name) => phase === name || phase.startsWith(`${name}.`)) ?? phase;
  }
}
