/** Assertions for suites that also run in a web worker, where `node:assert` is not to be had. */

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Compares by shape: plain data of the same JSON is the same. */
export function equal(actual: unknown, expected: unknown, message = 'Not as expected'): void {
  const seen = JSON.stringify(actual, undefined, 1);
  const wanted = JSON.stringify(expected, undefined, 1);
  if (seen !== wanted) throw new Error(`${message}\nexpected ${wanted}\nbut was ${seen}`);
}

/** Asks until the answer is neither false, empty nor missing, and gives it; fails with what was waited for. */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeout = 10_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer && !(Array.isArray(answer) && answer.length === 0)) return answer;
    if (Date.now() > end)
      throw new Error(`Waited ${timeout / 1000} s for ${what}; last seen: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
