// Proves what the optimizer makes of a Dockerfile on the engine, and makes a row of the report.
import path from 'node:path';
import { readBuildContext } from '../../src/adapters/build-context.ts';
import type { Engine } from '../../src/adapters/docker/contract.ts';
import { isCancelled } from '../../src/core/errors.ts';
import { type Applied, type Optimization, optimize } from '../../src/core/optimize/optimize.ts';
import type { ProofReport, ProofSide } from '../../src/core/proof/model.ts';
import type { StartWish } from '../../src/workflows/prove/start.ts';
import { prove } from '../../src/workflows/prove.ts';
import type { Run } from '../../src/workflows/run.ts';
import { provideBases, withoutSyntax } from './bases.ts';
import type { ProvingEngine } from './engine.ts';
import { type ProofRow, UNMEASURED, type Verdict } from './table.ts';

/** Two builds of ten minutes each, reading the images, and what a busy machine adds. */
const PROOF_LIMIT_MS = 45 * 60_000;

export interface Subject {
  readonly name: string;
  readonly ecosystem: string;
  /** Absolute, like the path of the Dockerfile. */
  readonly context: string;
  readonly dockerfile: string;
  readonly text: string;
  readonly start: StartWish;
  /** The file whose change stands for a day's work; builds are timed only where one is named. */
  readonly touch?: string | undefined;
}

export interface Proven {
  readonly row: ProofRow;
  readonly applied: Applied;
  /** Undefined where the engine was not asked. */
  readonly report: ProofReport | undefined;
}

export function optimized({ context, dockerfile, text }: Subject): Optimization {
  return optimize(text, { context: readBuildContext(context, dockerfile) });
}

/** Why there is no proposal for a second stage; undefined where there is one. */
export function whyNotConverted(subject: Subject): string | undefined {
  const { proposals, declined } = optimized(subject);
  if (proposals.some(({ kind }) => kind === 'multi-stage')) return undefined;
  const reasons = declined.filter(({ id }) => id.includes('multi-stage')).map(({ reason }) => reason);
  return [...new Set(reasons)].join(' ');
}

/** Proves everything that is proposed, applied together. */
export async function proveRewritten(
  { docker }: Pick<ProvingEngine, 'docker'>,
  engine: Engine,
  subject: Subject,
): Promise<Proven> {
  const { all } = optimized(subject);
  const { context, dockerfile, text, start, touch } = subject;
  const missing = await provideBases(docker, all.text).catch((error: Error) => [error.message]);
  if (missing.length > 0) {
    return { row: unmeasuredRow(subject, 'could not tell', missing.join(' ')), applied: all, report: undefined };
  }
  const run: Run = { signal: AbortSignal.timeout(PROOF_LIMIT_MS), report: () => {} };
  try {
    const report = await prove(
      { engine },
      {
        context,
        before: { path: dockerfile, text: withoutSyntax(text) },
        after: { path: dockerfile, text: withoutSyntax(all.text), files: all.files },
        mayChange: all.changes,
        start,
        measure: touch !== undefined,
        sourceChange: touch,
      },
      run,
    );
    return { row: rowOf(subject, report), applied: all, report };
  } catch (error) {
    if (!isCancelled(error) && !run.signal.aborted) throw error;
    const reason = `The proof took longer than ${PROOF_LIMIT_MS / 60_000} minutes.`;
    return { row: unmeasuredRow(subject, 'could not tell', reason), applied: all, report: undefined };
  }
}

export function unmeasuredRow({ name, ecosystem }: Subject, verdict: Verdict, reason: string): ProofRow {
  return {
    name,
    ecosystem,
    image: UNMEASURED,
    above: UNMEASURED,
    cold: UNMEASURED,
    rebuild: UNMEASURED,
    verdict,
    reason,
  };
}

function rowOf({ name, ecosystem }: Subject, report: ProofReport): ProofRow {
  const { before, after } = report;
  return {
    name,
    ecosystem,
    image: { before: before.size, after: after.size },
    above: { before: bytesAboveBase(before), after: bytesAboveBase(after) },
    cold: { before: before.seconds.cold, after: after.seconds.cold },
    rebuild: { before: before.seconds.sourceChange, after: after.seconds.sourceChange },
    verdict: report.verdict === 'could-not-tell' ? 'could not tell' : report.verdict,
    reason: reasonIn(report),
  };
}

/** Layers of the base have no line in the Dockerfile. */
function bytesAboveBase({ size, layers }: ProofSide): number | undefined {
  if (size === undefined) return undefined;
  return layers.reduce((sum, { line, bytes }) => (line === undefined ? sum : sum + bytes), 0);
}

/** The first of them; the report has the others. */
function reasonIn({ differences, doubts }: ProofReport): string | undefined {
  const said = [
    ...differences.map(({ what, where }) => (what.includes(path.basename(where)) ? what : `${what} (${where})`)),
    ...doubts.map(({ why }) => why),
  ];
  const [first] = said;
  if (first === undefined) return undefined;
  const short = first.length > 300 ? `${first.slice(0, 300)}…` : first;
  return said.length === 1 ? short : `${short} And ${said.length - 1} more.`;
}
