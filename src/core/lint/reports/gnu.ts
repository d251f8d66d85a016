import { placeOf } from './place.ts';
import type { Report } from './report.ts';

/**
 * Lines as the GNU coding standards want them, which many editors read: `program:file:line: …`. The
 * line is that of hadolint; what the builder cannot read has a column too and no code, as it is there.
 */
export const gnuReport: Report = {
  name: 'gnu',
  write: (files) =>
    files
      .flatMap(({ file, lines, findings }) =>
        findings.map(({ code, severity, message, range, line }) => {
          const said = message.replaceAll(/[\r\n]+/g, ' ');
          if (code !== 'DL1000') return `quayside:${file}:${line + 1}: ${code} ${severity}: ${said}\n`;
          const { startLine, startColumn } = placeOf(range, lines);
          return `quayside:${file}:${startLine}:${startColumn}: ${said}\n`;
        }),
      )
      .join(''),
};
