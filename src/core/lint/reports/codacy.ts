import type { Report } from './report.ts';

/** One object a line, as a tool of Codacy writes them. The line is that of hadolint. */
export const codacyReport: Report = {
  name: 'codacy',
  write: (files) =>
    files
      .flatMap(({ file, findings }) =>
        findings.map(
          ({ code, message, line }) =>
            `${JSON.stringify({ filename: file, line: line + 1, message, patternId: code })}\n`,
        ),
      )
      .join(''),
};
