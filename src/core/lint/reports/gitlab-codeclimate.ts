import { codeclimateIssue } from './codeclimate.ts';
import type { Report } from './report.ts';

/**
 * The issues of Code Climate as GitLab wants them: one array, each with a fingerprint by which a merge
 * request tells what is new. It does not hold the line, so that what only moved stays what it was.
 */
export const gitlabCodeclimateReport: Report = {
  name: 'gitlab_codeclimate',
  write: (files) => {
    const seen = new Map<string, number>();
    const issues = files.flatMap((file) =>
      file.findings.map((finding) => {
        const subject = JSON.stringify([file.file, finding.code, finding.message]);
        const occurrence = (seen.get(subject) ?? 0) + 1;
        seen.set(subject, occurrence);
        return { ...codeclimateIssue(finding, file), fingerprint: fingerprint(`${subject}${occurrence}`) };
      }),
    );
    return `${JSON.stringify(issues)}\n`;
  },
};

/** 128 bits in hexadecimal: enough to tell issues apart, and no more is asked of them. */
function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01234567, 0x89abcdef, 0x5bd1e995].map((seed) => hash(text, seed)).join('');
}

/** FNV-1a over UTF-16 code units, with the bits mixed once more at the end. */
function hash(text: string, seed: number): string {
  let bits = seed;
  for (let at = 0; at < text.length; at++) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
