import { UserFacingError } from '../../errors.ts';
import { checkstyleReport } from './checkstyle.ts';
import { codacyReport } from './codacy.ts';
import { codeclimateReport } from './codeclimate.ts';
import { gitlabCodeclimateReport } from './gitlab-codeclimate.ts';
import { gnuReport } from './gnu.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import type { Report } from './report.ts';
import { sarifReport } from './sarif.ts';
import { sonarqubeReport } from './sonarqube.ts';
import { ttyReport } from './tty.ts';

/** In the order in which hadolint lists them. */
const reports: readonly Report[] = [
  ttyReport,
  jsonReport,
  checkstyleReport,
  codeclimateReport,
  gitlabCodeclimateReport,
  gnuReport,
  codacyReport,
  sonarqubeReport,
  sarifReport,
  junitReport,
];

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
