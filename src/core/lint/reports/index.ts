import { UserFacingError } from '../../errors.ts';
import { jsonReport } from './json.ts';
import type { Report } from './report.ts';
import { ttyReport } from './tty.ts';

const reports: readonly Report[] = [ttyReport, jsonReport];

/** @throws UserFacingError `unknown-report-format` */
export function reportNamed(name: string): Report {
  const report = reports.find((known) => known.name === name);
  if (report) return report;
  throw new UserFacingError({
    code: 'unknown-report-format',
    message: `There is no report format \`${name}\`.`,
    action: { says: `Choose one of ${reports.map((known) => known.name).join(', ')}.` },
  });
}
