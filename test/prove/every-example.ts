// Proves what becomes of the examples, and how much is left to what one writes by hand.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readBuildContext } from '../../src/adapters/build-context.ts';
import type { Engine } from '../../src/adapters/docker/contract.ts';
import { ContextFiles } from '../../src/core/optimize/context.ts';
import { Draughted, faultOf } from '../../src/core/optimize/verify.ts';
import { LeftBehind } from '../../src/workflows/prove/left-behind.ts';
import { refusalOf } from '../../src/workflows/prove/parse.ts';
import { bytesAboveBase } from './above-base.ts';
import { provideBases, withoutSyntax } from './bases.ts';
import { forgetCaches } from './client.ts';
import type { ProvingEngine } from './engine.ts';
import { type Example, readExample } from './examples.ts';
import type { Results } from './results.ts';
import { optimized, type Proven, proveRewritten, type Subject, unmeasuredRow, whyNotConverted } from './rewritten.ts';
import type { ProofRow } from './table.ts';

export interface ExampleWishes {
  readonly names: readonly string[];
  /** Whether builds are timed, which has each of them built six times. */
  readonly measure: boolean;
  readonly report: (line: string) => void;
}

export async function proveExamples(
  proving: ProvingEngine,
  engine: Engine,
  results: Results,
  { names, measure, report }: ExampleWishes,
): Promise<readonly ProofRow[]> {
  const rows: ProofRow[] = [];
  for (const [index, name] of names.entries()) {
    let row = results.row(name);
    if (!row) {
      const proven = await inFolderOfItsOwn(readExample(name), (own) => proveExample(proving, engine, own, measure));
      await results.add(proven);
      row = proven.row;
      if (proving.isOwn) await forgetCaches(proving.client);
    }
    report(`${index + 1}/${names.length} ${name}: ${row.verdict}${row.reason ? `: ${row.reason}` : ''}`);
    rows.push(row);
  }
  return rows;
}

/** An example as an application has it: without what is said of it here. */
async function inFolderOfItsOwn<T>(example: Example, prove: (own: Example) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'quayside-example-'));
  const folder = path.join(scratch, example.name);
  try {
    await cp(example.folder, folder, { recursive: true, filter: (file) => path.basename(file) !== 'example.json' });
    return await prove({ ...example, folder });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function proveExample(
  proving: ProvingEngine,
  engine: Engine,
  example: Example,
  measure: boolean,
): Promise<Proven> {
  const { name, ecosystem, folder: context, port, probe, command, touch, builds } = example;
  const dockerfile = path.join(context, 'Dockerfile');
  const text = await readFile(dockerfile, 'utf8');
  const start = { port, path: probe?.path, command };
  const subject: Subject = { name, ecosystem, context, dockerfile, text, start, touch: measure ? touch : undefined };
  const missing =
    builds === true ? await provideBases(proving.docker, text).catch((error: Error) => [error.message]) : [builds];
  if (missing.length > 0) return await checkedUnbuilt(engine, subject, missing.join(' '));
  const proven = await proveRewritten(proving, engine, subject);
  const status = proven.report?.before.start?.status;
  const isWrongStart = probe !== undefined && proven.row.verdict === 'equal' && status !== 200;
  const row: ProofRow = isWrongStart
    ? { ...proven.row, verdict: 'could not tell', reason: `Both answer ${probe.path} with ${status}.` }
    : proven.row;
  return { ...proven, row: { ...row, byHand: await bytesByHand(proving, engine, context) } };
}

/** What cannot be built is read by the engine, and compared by what both files say of the image. */
async function checkedUnbuilt(engine: Engine, subject: Subject, why: string): Promise<Proven> {
  const { all } = optimized(subject);
  const unconverted = whyNotConverted(subject);
  const files = new ContextFiles(readBuildContext(subject.context, subject.dockerfile));
  const [before, after] = [new Draughted(subject.text, files), new Draughted(all.text, files)];
  const fault = faultOf(before, after, { isSafe: false, changes: new Set(all.changes) });
  const left = new LeftBehind(engine);
  const signal = AbortSignal.timeout(60_000);
  const file = { path: subject.dockerfile, text: withoutSyntax(all.text) };
  const refusal = await refusalOf(engine, file, {}, left, { signal, report: () => {} }).finally(() => left.remove());
  const row = (): ProofRow => {
    if (refusal) return unmeasuredRow(subject, 'different', `The engine does not read it: ${refusal.says}`);
    if (fault) return unmeasuredRow(subject, 'different', `It ${fault}.`);
    if (unconverted !== undefined) return unmeasuredRow(subject, 'not proposed', unconverted);
    return unmeasuredRow(
      subject,
      'unbuilt',
      `The engine reads the rewritten file, which says of the image what the first one does. ${why}`,
    );
  };
  return { row: row(), applied: all, report: undefined };
}

/** Undefined where the Dockerfile that was written by hand needs a base that cannot be had. */
async function bytesByHand(proving: ProvingEngine, engine: Engine, context: string): Promise<number | undefined> {
  const dockerfile = path.join(context, 'best.Dockerfile');
  const bytes = await bytesAboveBase(proving, engine, {
    context,
    dockerfile,
    text: await readFile(dockerfile, 'utf8'),
  });
  return typeof bytes === 'number' ? bytes : undefined;
}
