import type { ProgressEvent, Run } from '../../src/workflows/run.ts';

export interface RecordedRun extends Run {
  readonly events: ProgressEvent[];
  readonly log: string[];
  abort(): void;
  /** Resolves with the first event that fits, those of the past included. */
  until(fits: (event: ProgressEvent) => boolean): Promise<ProgressEvent>;
}

/** A run that remembers what was reported. It gives up by itself after two minutes. */
export function recordedRun(): RecordedRun {
  const controller = new AbortController();
  const events: ProgressEvent[] = [];
  const log: string[] = [];
  const waiting = new Set<(event: ProgressEvent) => void>();
  return {
    signal: AbortSignal.any([controller.signal, AbortSignal.timeout(120_000)]),
    events,
    log,
    abort: () => controller.abort(),
    report(event) {
      events.push(event);
      if (event.log !== undefined) log.push(event.log);
      for (const look of waiting) look(event);
    },
    until: (fits) =>
      new Promise((resolve, reject) => {
        const past = events.find(fits);
        if (past) return resolve(past);
        const late = setTimeout(() => reject(new Error('the event did not come within a minute')), 60_000);
        const look = (event: ProgressEvent) => {
          if (!fits(event)) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(event);
        };
        waiting.add(look);
      }),
  };
}
