import { placeOf } from './place.ts';
import type { Report } from './report.ts';
import { declaration, element } from './xml.ts';

/** The XML of Checkstyle, which most build servers read. As in hadolint a file without findings is listed too. */
export const checkstyleReport: Report = {
  name: 'checkstyle',
  write: (files) => {
    const listed = files.map(({ file, lines, findings }) =>
      element(
        'file',
        { name: file },
        findings.map(({ code, severity, message, range }) => {
          const { startLine, startColumn } = placeOf(range, lines);
          return element('error', { line: startLine, column: startColumn, severity, message, source: code });
        }),
      ),
    );
    return `${declaration}${element('checkstyle', { version: '4.3' }, listed)}\n`;
  },
};
