import type { Report } from './report.ts';

/**
 * One array of hadolint's objects. `line` is the first line of the instruction, as it is there;
 * `column` is the true one where the finding begins on that line, else the one where the
 * instruction does. `range` has the exact place. All of them count from 1.
 */
export const jsonReport: Report = {
  name: 'json',
  write: (files) => {
    const items = files.flatMap(({ file, lines, findings }) =>
      findings.map(({ code, severity, message, range, line }) => {
        const start = lines.positionAt(range.start);
        const end = lines.positionAt(range.end);
        return {
          file,
          line: line + 1,
          column: start.line === line ? start.character + 1 : 1,
          level: severity,
          code,
          message,
          range: {
            start: { line: start.line + 1, column: start.character + 1 },
            end: { line: end.line + 1, column: end.character + 1 },
          },
        };
      }),
    );
    return `${JSON.stringify(items)}\n`;
  },
};
