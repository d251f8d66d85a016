import type { Finding, Severity } from '../finding.ts';
import { placeOf } from './place.ts';
import type { LintedFile, Report } from './report.ts';

/** Issues as an engine of Code Climate writes them: one after the other, each followed by NUL. */
export const codeclimateReport: Report = {
  name: 'codeclimate',
  write: (files) =>
    files
      .flatMap((file) => file.findings.map((finding) => `${JSON.stringify(codeclimateIssue(finding, file))}\0`))
      .join(''),
};

/** One issue. It has lines, those of hadolint; what the builder cannot read has a true place. */
export function codeclimateIssue({ code, severity, message, range, line }: Finding, { file, lines }: LintedFile) {
  const { startLine, startColumn, endLine, endColumn } = placeOf(range, lines);
  const location =
    code === 'DL1000'
      ? { positions: { begin: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } } }
      : { lines: { begin: line + 1, end: line + 1 } };
  return {
    type: 'issue',
    check_name: code,
    description: message,
    categories: ['Bug Risk'],
    location: { path: file, ...location },
    severity: severities[severity],
  };
}

const severities: Readonly<Record<Severity, string>> = {
  error: 'blocker',
  warning: 'major',
  info: 'info',
  style: 'minor',
  ignore: 'info',
};
