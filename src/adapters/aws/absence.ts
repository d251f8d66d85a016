import { refusedWith } from './errors.ts';

/** A `catch` that takes certain refusals of AWS for an answer: there is none, or there is one already. */
export function orWhen<T>(instead: T, ...codes: readonly string[]): (error: unknown) => T {
  return (error) => {
    if (refusedWith(error, ...codes)) return instead;
    throw error;
  };
}
