import path from 'node:path';
import { readBuildContext } from '../adapters/build-context.ts';
import { applyProposals } from '../core/optimize/optimize.ts';
import { rewrites } from '../core/optimize/rewrites/index.ts';
import { LineIndex } from '../core/text.ts';
import type { CommandIo } from './command.ts';
import { filesNamed } from './lint-files.ts';
import { NotWritten } from './lint-write.ts';
import { type OptimizeArguments, readOptimizeArguments } from './optimize-arguments.ts';
import { colored, diffOf, listOf } from './optimize-reports.ts';
import { type OptimizedFile, optimizedFile } from './optimized-file.ts';
import { putText } from './put-text.ts';

/**
 * `quayside optimize`.
 * @returns 1 while there are safe proposals that were not applied, or when a file cannot be read
 * @throws UserFacingError when it is called wrongly
 */
export async function optimizeCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const given = readOptimizeArguments(
    args,
    rewrites.map(({ id }) => id),
  );
  if (given.help !== undefined) {
    io.stdout.write(given.help);
    return 0;
  }
  const results: object[] = [];
  let exitCode = 0;
  const { files, problems } = filesNamed(given.files, io.cwd);
  for (const problem of problems) io.stderr.write(`${problem}\n`);
  if (problems.length > 0) exitCode = 1;
  if (given.output === 'prove') {
    const { proveOptimization } = await import('./prove.ts');
    return Math.max(exitCode, await proveOptimization(files, given, io));
  }
  for (const file of files) {
    const optimized = optimizedFile(file, given, io);
    if (typeof optimized === 'string') {
      io.stderr.write(`${optimized}\n`);
      exitCode = 1;
      continue;
    }
    if (given.output === 'json') results.push(asJson(optimized));
    else if (!show(optimized, given, io)) exitCode = 1;
    const isLeft =
      given.output === 'write' ? leftAfter(optimized) : optimized.result.proposals.some(({ safe }) => safe);
    if (isLeft) exitCode = 1;
  }
  if (given.output === 'json') io.stdout.write(`${JSON.stringify(results)}\n`);
  return exitCode;
}

/** @returns whether it could be done */
function show(optimized: OptimizedFile, { output, safe }: OptimizeArguments, io: CommandIo): boolean {
  if (output === 'list') io.stdout.write(listOf(optimized, safe));
  else if (output === 'diff') io.stdout.write(colored(diffOf(optimized), io));
  else return write(optimized, io);
  return true;
}

function write({ file, location, folder, text, chosen }: OptimizedFile, io: CommandIo): boolean {
  try {
    for (const change of chosen.files) putText(path.join(folder, change.path), change.path, change.text);
    if (chosen.text !== text) putText(location, file, chosen.text);
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error;
    io.stderr.write(`${error.message}\n`);
    return false;
  }
  const { applied } = chosen;
  io.stdout.write(`${file}: ${applied.length === 0 ? 'nothing to change' : applied.join(', ')}\n`);
  return true;
}

/** Whether there is something safe to do after what was chosen has been written. */
function leftAfter({ chosen, folder, location, options }: OptimizedFile): boolean {
  // What was written beside the file belongs to the build context by now.
  const context = options.context && readBuildContext(folder, location);
  return applyProposals(chosen.text, ({ safe }) => safe, { ...options, context }).applied.length > 0;
}

function asJson({ file, text, result }: OptimizedFile): object {
  const lines = new LineIndex(text);
  const at = (offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return { line: line + 1, column: character + 1, offset };
  };
  return {
    file,
    proposals: result.proposals.map(({ id, kind, title, safe, range, reason, effect, question }) => ({
      id,
      kind,
      title,
      safe,
      range: { start: at(range.start), end: at(range.end) },
      reason,
      effect,
      ...(question === undefined ? {} : { question }),
    })),
    declined: result.declined,
    safe: result.safe.text,
    all: result.all.text,
    files: result.all.files,
  };
}
