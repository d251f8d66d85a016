import { sourceToChange } from '../core/optimize/source-change.ts';
import { proofDocument } from '../core/proof/report.ts';
import type { Run } from '../workflows/run.ts';
import type { CommandIo } from './command.ts';
import type { OptimizeArguments } from './optimize-arguments.ts';
import { optimizedFile } from './optimized-file.ts';
import { progressOn } from './terminal.ts';

/**
 * `quayside optimize --prove`: builds each file before and after, and compares.
 * @returns 1 when something is different, cannot be told, or cannot be read; 0 when all are equal
 * @throws UserFacingError `no-engine`, `engine-lost`, …
 */
export async function proveOptimization(
  files: readonly string[],
  given: OptimizeArguments,
  io: CommandIo,
): Promise<number> {
  const cloud = await import('../cloud.ts');
  const engine = await cloud.findEngine({ env: io.env }, io.signal);
  const progress = progressOn(io, { verbose: false });
  const run: Run = { signal: io.signal, report: (event) => progress.report(event) };
  const reports: object[] = [];
  let exitCode = 0;
  for (const file of files) {
    const optimized = optimizedFile(file, given, io);
    if (typeof optimized === 'string') {
      io.stderr.write(`${optimized}\n`);
      exitCode = 1;
      continue;
    }
    const { location, folder, text, chosen, options } = optimized;
    if (chosen.text === text && chosen.files.length === 0) {
      if (given.json) reports.push({ file, applied: [] });
      else io.stdout.write(`${file}: nothing to prove, since nothing would change.\n`);
      continue;
    }
    const report = await cloud
      .prove(
        { engine },
        {
          context: folder,
          before: { path: location, text },
          after: { path: location, text: chosen.text, files: chosen.files },
          mayChange: chosen.changes,
          sourceChange: sourceToChange(text, options.context),
        },
        run,
      )
      .finally(() => progress.end());
    if (report.verdict !== 'equal') exitCode = 1;
    if (given.json) reports.push({ file, applied: chosen.applied, ...report });
    else io.stdout.write(`${proofDocument(report)}\n`);
  }
  if (given.json) io.stdout.write(`${JSON.stringify(reports)}\n`);
  return exitCode;
}
