import { version } from '../../package.json';
import { type Configuration, reaches } from '../core/lint/configuration.ts';
import { reportNamed } from '../core/lint/reports/index.ts';
import type { Output } from './command.ts';
import { readLintArguments } from './lint-arguments.ts';
import { readConfiguration } from './lint-configuration.ts';
import { filesNamed } from './lint-files.ts';
import { type LintIo, LintRun } from './lint-run.ts';

/**
 * `quayside lint`, a process that is over in the time that another one needs to start: what it can do without is not
 * loaded, and files are read at once and not by a pool of threads. It takes hadolint's flags, reads hadolint's
 * configuration from where hadolint does, and ends as hadolint does.
 * @returns 1 when there is a finding at or above the threshold, or a file cannot be read or written; else 0. A dry run
 *   returns 1 when something would change.
 * @throws UserFacingError when it is called wrongly; with `--pin` also what an engine has to say.
 */
export async function lintCommand(args: readonly string[], io: LintIo): Promise<number> {
  const asked = readLintArguments(args, io.env);
  if (asked.help) {
    io.stdout.write(asked.help);
    return 0;
  }
  const configuration = await readConfiguration(io, asked.flags, asked.configurationFile);
  const report = reportNamed(configuration.format ?? 'tty');
  const shellCheck =
    asked.shellCheck === undefined
      ? undefined
      : await (await import('./lint-shellcheck.ts')).askShellCheck(asked.shellCheck, io.env);
  const pins = asked.pin ? await (await import('./lint-pin.ts')).openPins(io) : undefined;
  const diffs = asked.changes === 'print' ? await import('../core/unified-diff.ts') : undefined;
  const { files, problems } = filesNamed(asked.names, io.cwd);
  for (const problem of problems) io.stderr.write(`${problem}\n`);
  // What one file needs is soon garbage. Where the space for such things may grow, it takes memory and saves no time.
  if (files.length > 100) (await import('node:v8')).setFlagsFromString('--semi-space-growth-factor=1');

  const isColored = (out: Output) => wantsColor(out, io, configuration);
  const run = new LintRun(asked, { io, configuration, shellCheck, pins, diffs, colorsDiffs: isColored(io.stdout) });
  for (const file of files) await run.lint(file);
  const hasTrouble = problems.length > 0 || run.hasTrouble;
  if (diffs) {
    io.stderr.write(run.sayWhatWouldChange());
    return hasTrouble || (run.changes > 0 && !configuration.noFail) ? 1 : 0;
  }
  // Of standard input that is fixed, what is printed is the mended text.
  const out = asked.changes && files.includes('-') ? io.stderr : io.stdout;
  out.write(report.write(run.linted, { color: isColored(out), version }));
  const { failureThreshold, noFail } = configuration;
  const isBad = run.linted.some(({ findings }) => findings.some(({ severity }) => reaches(severity, failureThreshold)));
  return hasTrouble || (isBad && !noFail) ? 1 : 0;
}

function wantsColor(out: Output, { env }: LintIo, { noColor }: Configuration): boolean {
  return 'isTTY' in out && out.isTTY === true && !noColor && !env.NO_COLOR;
}
