/** What the reporter inside VS Code tells the runner outside, one JSON line an event. */
export type TestEvent =
  | { kind: 'pass'; title: string; milliseconds: number }
  | { kind: 'fail'; title: string; error: string }
  | { kind: 'skip'; title: string }
  | { kind: 'end'; passed: number; failed: number; skipped: number };

const mark = '@quayside-test ';

export const encodeEvent = (event: TestEvent): string => mark + JSON.stringify(event);

/** The event in a line of a host's output, where there is one. */
export function decodeEvent(line: string): TestEvent | undefined {
  const start = line.indexOf(mark);
  return start < 0 ? undefined : (JSON.parse(line.slice(start + mark.length)) as TestEvent);
}

export interface HostReport {
  passed: number;
  failed: number;
}

/**
 * Prints a host's tests as they end, and gives the reporter's own counts. Whatever keeps the reporter from its last
 * word (a host that died, hung or ran nothing) is one more failure.
 */
export function printingReport(print: (line: string) => void, verbose: boolean) {
  const tail: string[] = [];
  let end: { passed: number; failed: number; skipped: number } | undefined;
  return {
    accept(event: TestEvent): void {
      if (event.kind === 'pass') print(`  ✓ ${event.title} (${event.milliseconds} ms)`);
      if (event.kind === 'fail') print(`  ✗ ${event.title}\n${event.error.replace(/^/gm, '      ')}`);
      if (event.kind === 'skip') print(`  - ${event.title} (skipped)`);
      if (event.kind === 'end') end = event;
    },
    /** Takes whatever else the host writes: printed as it comes when verbose, else its end when the host failed. */
    log(line: string): void {
      if (verbose) print(`    | ${line}`);
      else if (!/^\s+at /.test(line) && tail.push(line) > 30) tail.shift();
    },
    close(problem?: string): HostReport {
      const complaints = problem === undefined ? [] : [problem];
      if (!end && problem === undefined) complaints.push('The suites did not come to their end.');
      if (end && end.passed + end.failed === 0) complaints.push('No test ran.');
      if (end && end.skipped > 0) complaints.push(`${end.skipped} tests were skipped.`);
      for (const complaint of complaints) print(`  ✗ ${complaint}`);
      if (!end) for (const line of tail) print(`    | ${line}`);
      return { passed: end?.passed ?? 0, failed: (end?.failed ?? 0) + complaints.length };
    },
  };
}
