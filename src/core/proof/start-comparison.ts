/** What two images did when they were started, side by side. */
import type { Doubt, ProofDifference, StartSummary } from './model.ts';

export interface Observed extends StartSummary {
  /** Why it failed or did not answer, with the last that it printed. */
  readonly why: string | undefined;
  /** The same request, twice: what differs between them differs by nature. */
  readonly answers: readonly Answer[];
  readonly stdout: string;
  readonly stderr: string;
}

export interface Answer {
  /** Undefined where what answered speaks something else than HTTP. */
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly body: string;
}

export interface ComparedStarts {
  readonly differences: readonly ProofDifference[];
  readonly doubts: readonly Doubt[];
  readonly notes: readonly string[];
  readonly says: string;
}

export interface StartExpectations {
  /** Whether the person named a command: its exit code may be what they want to see. */
  readonly namesCommand: boolean;
  /** Fields of the configuration that are meant to change. */
  readonly mayChange: ReadonlySet<string>;
}

export function compareStarts(before: Observed, after: Observed, expected: StartExpectations): ComparedStarts {
  const found = new Comparison();
  if (before.state === 'failed' || before.state === 'no-answer') {
    found.doubt(`The image of the first Dockerfile does not come up by itself: ${before.why ?? 'it does not answer'}.`);
    return found.result('The first image does not start');
  }
  if (before.state !== after.state) {
    found.differ('It does not come up as before', 'start', said(before), said(after));
    return found.result(`Before: ${said(before)}. After: ${said(after)}`);
  }
  if (before.state === 'answered') compareAnswers(before, after, found);
  if (before.state === 'ended') {
    // Which code a failure ends with may hang on which of several processes ends first.
    if (before.exitCode !== 0 && after.exitCode !== 0 && !expected.namesCommand) {
      found.doubt(
        `Both end at once with exit code ${before.exitCode}: ${lastLine(before)}. Name a command or what they need.`,
      );
    } else if (before.exitCode !== after.exitCode) {
      found.differ('It ends with another exit code', 'exit code', String(before.exitCode), String(after.exitCode));
    }
    compareOutput(before, after, found);
  }
  // Another server, of another base, has users of its own.
  const isReplaced = expected.mayChange.has('command') && expected.mayChange.has('base');
  if (!expected.mayChange.has('user') && !isReplaced) compareUsers(before, after, found);
  const isOther = expected.mayChange.has('command') || expected.mayChange.has('entrypoint');
  compareStops(before, after, isOther, found);
  return found.result(`Both: ${said(before)}`);
}

class Comparison {
  readonly #differences: ProofDifference[] = [];
  readonly #doubts: Doubt[] = [];
  readonly #notes: string[] = [];

  differ(what: string, where: string, before: string | undefined, after: string | undefined): void {
    this.#differences.push({ rung: 'start', what, where, before, after, beforeLine: undefined, afterLine: undefined });
  }

  doubt(why: string): void {
    this.#doubts.push({ rung: 'start', why });
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  result(says: string): ComparedStarts {
    return { differences: this.#differences, doubts: this.#doubts, notes: this.#notes, says };
  }
}

function compareAnswers(before: Observed, after: Observed, found: Comparison): void {
  const [a, again] = before.answers;
  const [b] = after.answers;
  if (!a || !b) return;
  if (a.status !== b.status)
    found.differ('The port answers with another status', 'answer', text(a.status), text(b.status));
  const [was, is] = [mediaType(a.contentType), mediaType(b.contentType)];
  if (is === `${was};charset=utf-8`) found.note('The answer says its charset now.');
  else if (was !== is) {
    found.differ('The port answers with another type of content', 'answer', a.contentType, b.contentType);
  }
  if (a.body === b.body) return;
  if (steady(a.body) === steady(b.body)) {
    found.note('The answers differ in times and ids alone.');
  } else if (again && again.body !== a.body) {
    found.doubt('The answer of the first image changes from one request to the next, so the two cannot be compared.');
  } else found.differ('The port answers with another body', 'answer', shortened(a.body), shortened(b.body));
}

/** `text/html; charset=utf-8`, however it is spaced. */
function mediaType(text: string | undefined): string | undefined {
  return text?.toLowerCase().replace(/\s/g, '');
}

function compareOutput(before: Observed, after: Observed, found: Comparison): void {
  if (before.stdout !== after.stdout) {
    if (steady(before.stdout) === steady(after.stdout)) found.note('The outputs differ in times and ids alone.');
    else found.differ('It prints something else', 'output', shortened(before.stdout), shortened(after.stdout));
  }
  if (steady(before.stderr) !== steady(after.stderr)) found.note('What it prints as errors is not the same.');
}

function compareUsers(before: Observed, after: Observed, found: Comparison): void {
  if (!before.userIds || !after.userIds || before.userIds.join() === after.userIds.join()) return;
  found.differ('Its processes run as other users', 'user ids', before.userIds.join(', '), after.userIds.join(', '));
}

/** @param isOther whether something else is meant to start, such as a program without its package manager */
function compareStops(before: Observed, after: Observed, isOther: boolean, found: Comparison): void {
  const [a, b] = [before.stop, after.stop];
  if (!a || !b) return;
  if (!a.killed && b.killed) {
    found.differ('The stop signal does not arrive any more', 'stop', stopped(a), stopped(b));
  } else if (a.killed && !b.killed)
    found.note(`It obeys the stop signal now (${stopped(b)}), which it did not before.`);
  else if (!a.killed && isOther && a.exitCode !== b.exitCode && endedAsTold.has(b.exitCode)) {
    found.note(`It ends as it is told to when it is stopped: ${stopped(b)}, and not ${stopped(a)}.`);
  } else if (!a.killed && a.exitCode !== b.exitCode) {
    found.differ('It ends with another exit code when it is stopped', 'stop', stopped(a), stopped(b));
  }
}

/** By itself, or by the signal. */
const endedAsTold: ReadonlySet<number | undefined> = new Set([0, 143]);

function stopped({ killed, seconds, exitCode }: NonNullable<StartSummary['stop']>): string {
  return killed ? `SIGKILL after ${seconds.toFixed(1)} s` : `exit code ${exitCode} after ${seconds.toFixed(1)} s`;
}

function said(observed: Observed): string {
  switch (observed.state) {
    case 'answered':
      return `the port answers${observed.status === undefined ? '' : ` with ${observed.status}`}`;
    case 'ended':
      return `it ends with exit code ${observed.exitCode}${observed.exitCode === 0 ? '' : ` (${lastLine(observed)})`}`;
    case 'running':
      return 'it runs';
    default:
      return observed.why ?? 'it does not answer';
  }
}

function lastLine({ stderr, stdout }: Observed): string {
  return (stderr.trim() || stdout.trim()).split('\n').at(-1)?.slice(0, 200) ?? '';
}

/** Without what differs from run to run: times, durations, ids. */
function steady(output: string): string {
  return (
    output
      .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>')
      .replace(/\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b/g, '<time>')
      .replace(/\b\d{10,19}\b/g, '<number>')
      // The port of this machine that leads to the one of the container.
      .replace(/\b(127\.0\.0\.1|localhost):(?:3[2-9]|[4-6]\d)\d{3}\b/g, '$1:<port>')
      // Next.js draws a name for each build.
      .replace(/\/_next\/static\/[\w-]{21}\/|<!--[\w-]{21}-->|(\\?")(?:b|buildId)\1:\1[\w-]{21}\1/g, '<build>')
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>')
      .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b/gi, '<id>')
      .replace(/\b\d+(?:\.\d+)?\s?(?:ms|µs|us|ns|s|seconds?|MB|kB|KiB|MiB)\b/g, '<amount>')
  );
}

function shortened(output: string): string {
  return output.length > 300 ? `${output.slice(0, 300)}…` : output;
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
