import type { Severity } from '../finding.ts';
import type { Report } from './report.ts';

/** One line a finding, for people and for editors that read `file:line:column`. */
export const ttyReport: Report = {
  name: 'tty',
  write: (files, { color }) => {
    let text = '';
    for (const { file, lines, findings } of files) {
      for (const { code, severity, message, range } of findings) {
        const { line, character } = lines.positionAt(range.start);
        const level = color ? `\x1b[${colors[severity]}m${severity}\x1b[0m` : severity;
        text += `${file}:${line + 1}:${character + 1} ${code} ${level}: ${message}\n`;
      }
    }
    return text;
  },
};

const colors: Record<Severity, string> = { error: '1;31', warning: '1;33', info: '32', style: '36', ignore: '2' };
