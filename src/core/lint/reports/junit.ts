import type { Finding } from '../finding.ts';
import { placeOf } from './place.ts';
import type { LintedFile, Report } from './report.ts';
import { declaration, element, text } from './xml.ts';

/**
 * A test suite a file and a failed test a finding, for build servers that show tests; what the builder
 * cannot read is an error. A suite without findings has passed; there is no clock here, so nothing says how long it took.
 */
export const junitReport: Report = {
  name: 'junit',
  write: (files) => {
    const suites = files.map((file) => suiteOf(file));
    return `${declaration}${element('testsuites', { name: 'Quayside lint', time: 0 }, suites)}\n`;
  },
};

function suiteOf(file: LintedFile): string {
  const { findings } = file;
  const errors = findings.filter(({ code }) => code === 'DL1000').length;
  return element(
    'testsuite',
    { name: file.file, tests: findings.length, failures: findings.length - errors, errors, time: 0 },
    findings.map((finding) => testOf(finding, file)),
  );
}

function testOf({ code, severity, message, range, line }: Finding, { file, lines }: LintedFile): string {
  const { startLine, startColumn } = placeOf(range, lines);
  const isError = code === 'DL1000';
  const failure = element(isError ? 'error' : 'failure', { id: code, message, type: severity }, [
    text(
      isError
        ? `Parse Error in ${file}\nLine: ${startLine}\nColumn: ${startColumn}\nParse Error: ${message}\n`
        : `File: ${file}\nLine: ${line + 1}\nCategory: Quayside - Dockerfile Static Analysis\n${severity}: ${message}\n`,
    ),
  ]);
  const id = isError ? 'quayside.error' : `quayside.rule.${code}`;
  return element('testcase', { id, name: `${code} in line ${startLine}`, classname: file, time: 0 }, [failure]);
}
