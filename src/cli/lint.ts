import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { version } from '../../package.json';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import { type Configuration, reaches } from '../core/lint/configuration.ts';
import { lint } from '../core/lint/engine.ts';
import { fixAll } from '../core/lint/fix-all.ts';
import { reportNamed } from '../core/lint/reports/index.ts';
import type { LintedFile } from '../core/lint/reports/report.ts';
import type { CommandIo } from './command.ts';
import { readLintArguments } from './lint-arguments.ts';
import { readConfiguration } from './lint-configuration.ts';
import type { AskedShellCheck } from './lint-shellcheck.ts';

/** What a lint needs of the world: it is over before it could be cancelled. */
type LintIo = Omit<CommandIo, 'signal'>;

/**
 * `quayside lint`, a process that is over in the time that another one needs to start: what it can do
 * without is not loaded, and files are read at once and not by a pool of threads. It takes hadolint's flags, reads hadolint's configuration from where hadolint does,
 * and ends as hadolint does.
 * @returns 1 when there is a finding at or above the threshold, or a file cannot be read; else 0.
 * @throws UserFacingError when it is called wrongly.
 */
export async function lintCommand(args: readonly string[], io: LintIo): Promise<number> {
  const { files, flags, configurationFile, fix, compat, shellCheck: wanted, help } = readLintArguments(args, io.env);
  if (help) {
    io.stdout.write(help);
    return 0;
  }
  const configuration = await readConfiguration(io, flags, configurationFile);
  const report = reportNamed(configuration.format ?? 'tty');
  const shellCheck =
    wanted === undefined ? undefined : await (await import('./lint-shellcheck.ts')).askShellCheck(wanted, io.env);
  const linted: LintedFile[] = [];
  let unreadable = false;
  // What one file needs is soon garbage. Where the space for such things may grow, it takes memory and saves no time.
  if (files.length > 100) (await import('node:v8')).setFlagsFromString('--semi-space-growth-factor=1');
  for (const file of files) {
    try {
      linted.push(await lintFile(file, { io, configuration, fix, compat, shellCheck }));
    } catch (error) {
      unreadable = true;
      io.stderr.write(`${sentenceFor(error, file)}\n`);
    }
  }
  io.stdout.write(report.write(linted, { color: wantsColor(io, configuration), version }));
  const { failureThreshold, noFail } = configuration;
  const failed = linted.some(({ findings }) => findings.some(({ severity }) => reaches(severity, failureThreshold)));
  return unreadable || (failed && !noFail) ? 1 : 0;
}

interface HowToLint {
  readonly io: LintIo;
  readonly configuration: Configuration;
  readonly fix: boolean;
  readonly compat: boolean;
  readonly shellCheck: AskedShellCheck | undefined;
}

async function lintFile(file: string, { io, configuration, fix, compat, shellCheck }: HowToLint): Promise<LintedFile> {
  const location = path.resolve(io.cwd, file);
  let text = file === '-' ? await readAll(io.stdin) : readFileSync(location, 'utf8');
  if (fix && file !== '-') {
    const { text: mended, fixed } = fixAll(text, { configuration });
    if (fixed.length > 0) writeFileSync(location, mended);
    text = mended;
  }
  const dockerfile = parseDockerfile(text);
  const verdicts = await shellCheck?.verdictsOf(dockerfile);
  return { file, lines: dockerfile.lines, findings: lint(dockerfile, { configuration, compat, shellCheck: verdicts }) };
}

async function readAll(input: Readable): Promise<string> {
  const { text } = await import('node:stream/consumers');
  return text(input);
}

function sentenceFor(error: unknown, file: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return `There is no file ${file}.`;
    case 'EISDIR':
      return `${file} is a folder: name the Dockerfile in it.`;
    case 'EACCES':
    case 'EPERM':
      return `${file} may not be read or written by you.`;
    default:
      throw error;
  }
}

function wantsColor({ stdout, env }: LintIo, configuration: Configuration): boolean {
  return 'isTTY' in stdout && stdout.isTTY === true && !configuration.noColor && !env.NO_COLOR;
}
