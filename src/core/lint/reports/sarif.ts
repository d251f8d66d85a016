import type { Range } from '../../text.ts';
import { documentationUrl } from '../documentation.ts';
import type { Finding, Severity } from '../finding.ts';
import { rules } from '../rules/index.ts';
import { shellRules } from '../shell/index.ts';
import { placeOf } from './place.ts';
import type { LintedFile, Report } from './report.ts';

/**
 * SARIF 2.1.0, which GitHub and others show beside the code: where a finding is, what it is about, the
 * page that explains it, and the edits that mend it.
 */
export const sarifReport: Report = {
  name: 'sarif',
  write: (files, { version }) => {
    const found = [...new Set(files.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
    const positions = new Map(found.map((code, position) => [code, position]));
    const results = files.flatMap((file) =>
      file.findings.map((finding) => resultOf(finding, file, positions.get(finding.code) ?? -1)),
    );
    const driver = {
      name: 'Quayside',
      fullName: `Quayside lint ${version}`,
      version,
      informationUri: 'https://github.com/quayside/quayside',
      shortDescription: { text: 'Checks Dockerfiles and the shell in them' },
      rules: found.map(descriptorOf),
    };
    const run = { tool: { driver }, columnKind: 'utf16CodeUnits', defaultSourceLanguage: 'dockerfile', results };
    return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })}\n`;
  },
};

const known = new Map([...rules, ...shellRules].map((rule) => [rule.code, rule]));

function descriptorOf(code: string) {
  const rule = known.get(code);
  const summary = rule?.summary ?? (code === 'DL1000' ? 'The Dockerfile does not parse' : undefined);
  return {
    id: code,
    // Of a code that ShellCheck alone knows the wiki says more.
    shortDescription: { text: summary ?? `A finding of ShellCheck: ${code}` },
    helpUri: documentationUrl(code),
    ...((rule || code === 'DL1000') && { defaultConfiguration: { level: levels[rule?.severity ?? 'error'] } }),
  };
}

function resultOf({ code, severity, message, range, fix, related }: Finding, file: LintedFile, ruleIndex: number) {
  const language = isShellCheck(code) ? 'sh' : 'dockerfile';
  const artifactLocation = { uri: uriOf(file.file) };
  const physicalLocation = (at: Range) => ({
    artifactLocation,
    region: { ...placeOf(at, file.lines), sourceLanguage: language },
  });
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: physicalLocation(range) }],
    ...(related && {
      relatedLocations: related.map((other, id) => ({
        id,
        message: { text: other.message },
        physicalLocation: physicalLocation(other.range),
      })),
    }),
    ...(fix && {
      fixes: [
        {
          description: { text: fix.title },
          artifactChanges: [
            {
              artifactLocation,
              replacements: fix.edits.map((edit) => ({
                deletedRegion: placeOf(edit.range, file.lines),
                insertedContent: { text: edit.newText },
              })),
            },
          ],
        },
      ],
    }),
  };
}

function isShellCheck(code: string): boolean {
  return /^SC\d+$/.test(code);
}

/** A path as a reference to a file: relative ones stay relative, absolute ones get their scheme. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').toWellFormed();
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${escaped}`;
  if (/^[A-Za-z]:\//.test(path)) return `file:///${escaped.replace('%3A', ':')}`;
  return escaped;
}

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note' | 'none'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  style: 'note',
  ignore: 'none',
};
