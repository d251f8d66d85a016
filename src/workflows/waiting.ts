/** Bounded waits that end at once when the person stops. */
import { setTimeout as pause } from 'node:timers/promises';
import { CancelledError } from '../core/errors.ts';

export interface Patience {
  /** Milliseconds after which waiting ends. */
  readonly most: number;
  /** Milliseconds between the first two tries; each pause is half as long again. */
  readonly first?: number;
  /** Milliseconds that no pause is longer than. */
  readonly slowest?: number;
  readonly signal: AbortSignal;
}

/**
 * Asks until there is an answer.
 * @returns undefined when there was none in time
 * @throws CancelledError
 */
export async function untilAnswered<T>(
  ask: () => Promise<T | undefined>,
  { most, first = 300, slowest = 5_000, signal }: Patience,
): Promise<T | undefined> {
  const end = Date.now() + most;
  for (let step = first; ; step = Math.min(step * 1.5, slowest)) {
    const answer = await ask();
    if (answer !== undefined || Date.now() >= end) return answer;
    await pauseFor(step, signal);
  }
}

/** Does it again while it fails in a way that passes; the last failure is thrown. */
export async function despite<T>(
  passing: (error: unknown) => boolean,
  { most, first = 500, slowest = 5_000, signal }: Patience,
  attempt: () => Promise<T>,
): Promise<T> {
  const end = Date.now() + most;
  for (let step = first; ; step = Math.min(step * 1.5, slowest)) {
    try {
      return await attempt();
    } catch (error) {
      if (!passing(error) || Date.now() >= end) throw error;
    }
    await pauseFor(step, signal);
  }
}

async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(milliseconds, undefined, { signal });
  } catch {
    throw new CancelledError();
  }
}
