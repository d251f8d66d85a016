import type { Finding, Severity } from '../finding.ts';
import { placeOf } from './place.ts';
import type { LintedFile, Report } from './report.ts';

/** Generic issues of SonarQube. Its columns count from 0, and a range without characters must not have any. */
export const sonarqubeReport: Report = {
  name: 'sonarqube',
  write: (files) => {
    const issues = files.flatMap((file) => file.findings.map((finding) => issueOf(finding, file)));
    return `${JSON.stringify({ issues })}\n`;
  },
};

function issueOf({ code, severity, message, range }: Finding, { file, lines }: LintedFile) {
  const { startLine, startColumn, endLine, endColumn } = placeOf(range, lines);
  const columns = range.end > range.start && { startColumn: startColumn - 1, endColumn: endColumn - 1 };
  return {
    engineId: 'Quayside',
    ruleId: code,
    severity: code === 'DL1000' ? 'BLOCKER' : severities[severity],
    type: severity === 'error' ? 'BUG' : 'CODE_SMELL',
    primaryLocation: { message, filePath: file, textRange: { startLine, endLine, ...columns } },
  };
}

const severities: Readonly<Record<Severity, string>> = {
  error: 'CRITICAL',
  warning: 'MAJOR',
  info: 'MINOR',
  style: 'INFO',
  ignore: 'INFO',
};
