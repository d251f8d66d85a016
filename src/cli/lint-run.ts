import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import type { Configuration } from '../core/lint/configuration.ts';
import { type LintOptions, lint } from '../core/lint/engine.ts';
import { fixAll } from '../core/lint/fix-all.ts';
import type { LintedFile } from '../core/lint/reports/report.ts';
import type { CommandIo } from './command.ts';
import type { LintArguments } from './lint-arguments.ts';
import type { Pins } from './lint-pin.ts';
import type { AskedShellCheck } from './lint-shellcheck.ts';
import { DiskSurroundings } from './lint-surroundings.ts';
import { NotWritten, replaceText } from './lint-write.ts';
import { whyUnreadable } from './unreadable-file.ts';

/** What a lint needs of the world: unless it asks an engine, it is over before it could be cancelled. */
export type LintIo = Omit<CommandIo, 'signal'> & Partial<Pick<CommandIo, 'signal'>>;

interface LintParts {
  readonly io: LintIo;
  readonly configuration: Configuration;
  readonly shellCheck: AskedShellCheck | undefined;
  readonly pins: Pins | undefined;
  /** For a dry run. */
  readonly diffs: typeof import('../core/unified-diff.ts') | undefined;
  readonly colorsDiffs: boolean;
}

interface Source {
  readonly file: string;
  readonly bytes: Buffer;
  readonly around: LintOptions;
  /** @throws NotWritten */
  write(mended: string): void;
  /** Called in place of `write` where nothing is mended. */
  left?(): void;
}

interface Mended {
  readonly text: string;
  readonly fixed: number;
  readonly pinned: number;
}

/** The files of one call, one after the other: linted, fixed or shown as they would be. */
export class LintRun {
  readonly linted: LintedFile[] = [];
  /** Whether a file could not be read or written. */
  hasTrouble = false;
  /** Files that a dry run would change. */
  changes = 0;
  #fixes = 0;
  #pins = 0;
  readonly #asked: LintArguments;
  readonly #parts: LintParts;
  readonly #surroundings = new DiskSurroundings();

  constructor(asked: LintArguments, parts: LintParts) {
    this.#asked = asked;
    this.#parts = parts;
  }

  /** Never fails on account of the file: the person is told. */
  async lint(file: string): Promise<void> {
    try {
      await (file === '-' ? this.#lintInput(file) : this.#lintFile(file, path.resolve(this.#parts.io.cwd, file)));
    } catch (error) {
      this.#tell(whyUnreadable(error, file));
    }
  }

  sayWhatWouldChange(): string {
    const { fix, pin } = this.#asked;
    if (this.changes === 0) return `There is nothing to ${fix ? 'fix' : 'pin'}.\n`;
    const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
    const flags = [fix && '--fix', pin && '--pin'].filter(Boolean).join(' ');
    const does = [fix && `mend ${count(this.#fixes, 'finding')}`, pin && `pin ${count(this.#pins, 'package')}`];
    return `${flags} would ${does.filter(Boolean).join(' and ')} in ${count(this.changes, 'file')}; nothing is written.\n`;
  }

  async #lintFile(file: string, location: string): Promise<void> {
    const bytes = readFileSync(location);
    const around = this.#asked.compat ? {} : await this.#surroundings.of(location);
    await this.#lint({ file, bytes, around, write: (mended) => replaceText(location, file, mended) });
  }

  async #lintInput(file: string): Promise<void> {
    const { buffer } = await import('node:stream/consumers');
    const { stdin, stdout } = this.#parts.io;
    const bytes = await buffer(stdin);
    const left = (): void => void stdout.write(bytes);
    await this.#lint({ file, bytes, around: {}, write: (mended) => void stdout.write(mended), left });
  }

  async #lint({ file, bytes, around, write, left }: Source): Promise<void> {
    const { changes, compat, nameInReport } = this.#asked;
    const { configuration, shellCheck } = this.#parts;
    const options: LintOptions = { ...around, configuration, compat };
    let text = bytes.toString('utf8');
    if (changes) {
      const mended = await this.#mend(file, text, options);
      const isKept = mended.fixed + mended.pinned > 0 && this.#keep({ file, bytes, write }, mended.text);
      if (changes === 'print') return isKept ? this.#showChange(file, text, mended) : undefined;
      if (isKept) text = mended.text;
      else left?.();
    }
    const dockerfile = parseDockerfile(text);
    const verdicts = await shellCheck?.verdictsOf(dockerfile);
    const findings = lint(dockerfile, { ...options, shellCheck: verdicts });
    this.linted.push({ file: nameInReport ?? file, lines: dockerfile.lines, findings });
  }

  async #mend(file: string, text: string, options: LintOptions): Promise<Mended> {
    const { fixed, text: mended } = this.#asked.fix ? fixAll(text, options) : { fixed: [], text };
    const pins = await this.#parts.pins?.pin(file, mended, options);
    return { text: pins?.text ?? mended, fixed: fixed.length, pinned: pins?.pinned ?? 0 };
  }

  /** @returns whether the mended text has taken the place of the old one, or in a dry run could; else the person is told */
  #keep({ file, bytes, write }: Pick<Source, 'file' | 'bytes' | 'write'>, mended: string): boolean {
    try {
      if (!isUtf8(bytes)) throw new NotWritten(`${file} is not in UTF-8: it is not fixed.`);
      if (this.#asked.changes === 'write') write(mended);
      return true;
    } catch (error) {
      if (!(error instanceof NotWritten)) throw error;
      this.#tell(error.message);
      return false;
    }
  }

  #showChange(file: string, before: string, { text, fixed, pinned }: Mended): void {
    const { colorsDiffs, diffs, io } = this.#parts;
    if (!diffs) return;
    this.changes++;
    this.#fixes += fixed;
    this.#pins += pinned;
    const diff = diffs.unifiedDiff(this.#asked.nameInReport ?? nameInDiff(file, io.cwd), before, text);
    io.stdout.write(colorsDiffs ? diffs.colorDiff(diff) : diff);
  }

  #tell(sentence: string): void {
    this.hasTrouble = true;
    this.#parts.io.stderr.write(`${sentence}\n`);
  }
}

/** From the folder where the diff will be applied, if the file is below it. */
function nameInDiff(file: string, cwd: string): string {
  if (file === '-') return file;
  const relative = path.relative(cwd, path.resolve(cwd, file));
  const isBelow = !relative.startsWith('..') && !path.isAbsolute(relative);
  return (isBelow ? relative : file).replaceAll(path.sep, '/');
}
