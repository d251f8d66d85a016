import type { LineIndex } from '../../text.ts';
import type { Finding } from '../finding.ts';

/** A format that findings can be written in. */
export interface Report {
  /** What `--format` calls it. */
  readonly name: string;
  /** @returns the whole report, with a line break at its end unless it is empty. */
  write(files: readonly LintedFile[], options: ReportOptions): string;
}

export interface LintedFile {
  /** As the person named it. */
  readonly file: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
}

interface ReportOptions {
  readonly color: boolean;
  /** Of Quayside, such as `1.2.3`. */
  readonly version: string;
}
