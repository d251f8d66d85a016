import type { Comment, Dockerfile } from '../dockerfile/model.ts';
import type { TextEdit } from '../text.ts';
import { isBuildCheck, skipCheck } from './build-checks.ts';
import { codesForHadolint, codesInComment } from './codes-in-comments.ts';
import type { Finding } from './finding.ts';
import { lineBreakOf } from './line-breaks.ts';

export interface Suppressions {
  covers(finding: Finding): boolean;
}

/**
 * Reads the comments that silence findings:
 * `# hadolint ignore=DL3008,DL3015` right above an instruction, for that instruction;
 * `# hadolint global ignore=…` anywhere, for the whole file;
 * `# hadolint stage ignore=…` up to the next FROM and with it. Right above a FROM it belongs to the stage
 * that begins there, but that FROM itself stays visible, as it does in hadolint.
 */
export function readSuppressions(
  dockerfile: Dockerfile,
  { asReleased = false }: PragmaReading = {},
): Suppressions | undefined {
  const pragmas = dockerfile.comments.flatMap((comment) => readPragma(comment, { asReleased }) ?? []);
  if (pragmas.length === 0) return undefined;
  const byLine = new Map<number, ReadonlySet<string>>();
  const everywhere = new Set<string>();
  const stretches = new Map<string, Stretch[]>();
  const froms = dockerfile.stages.map(({ from }) => from.line);
  let next = 0;
  for (const { scope, codes, line } of pragmas) {
    if (scope === 'line') byLine.set(line + 1, codes);
    else if (scope === 'global') for (const code of codes) everywhere.add(code);
    else {
      while ((froms[next] ?? Number.POSITIVE_INFINITY) <= line) next++;
      const after = asReleased || froms[next] === line + 1 ? line + 1 : line;
      const before = froms[froms[next] === after ? next + 1 : next] ?? Number.POSITIVE_INFINITY;
      for (const code of codes) {
        const known = stretches.get(code);
        if (known) known.push({ after, before });
        else stretches.set(code, [{ after, before }]);
      }
    }
  }
  return {
    covers: ({ code, line }) =>
      everywhere.has(code) || byLine.get(line)?.has(code) === true || lies(line, stretches.get(code)),
  };
}

/** The lines behind one, up to another and with it. */
interface Stretch {
  readonly after: number;
  readonly before: number;
}

/** Whether a line lies in one of some stretches, of which none begins or ends before the one in front of it does. */
function lies(line: number, stretches: readonly Stretch[] = []): boolean {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle] as Stretch).after < line) low = middle + 1;
    else high = middle;
  }
  return line <= (stretches[low - 1]?.before ?? -1);
}

export interface PragmaReading {
  /**
   * As the released hadolint 2.15.1 has it: a comment for a stage never covers the line below it, be that
   * FROM or another, a remark may stand behind its codes, and one name that cannot be a code of hadolint's or
   * ShellCheck's takes the whole comment out of force.
   */
  readonly asReleased?: boolean;
}

export interface Pragma {
  readonly scope: 'line' | 'global' | 'stage';
  readonly codes: ReadonlySet<string>;
  /** Zero-based. */
  readonly line: number;
}

const pragmaOf = (codes: string) =>
  new RegExp(`^[ \\t]*hadolint[ \\t]+(?:(global|stage)[ \\t]+)?ignore[ \\t]*=[ \\t]*(${codes})[ \\t]*(#.*)?$`);

const pragma = pragmaOf(codesInComment);
const pragmaAsReleased = pragmaOf(codesForHadolint);

/** Reads a comment; text behind the codes needs a `#`, and behind those of a stage there must be none at all. */
export function readPragma(comment: Comment, { asReleased = false }: PragmaReading = {}): Pragma | undefined {
  if (comment.inside) return undefined;
  const [match, scope, list, remark] = (asReleased ? pragmaAsReleased : pragma).exec(comment.text) ?? [];
  if (match === undefined || list === undefined) return undefined;
  if (scope === 'stage' && remark !== undefined && !asReleased) return undefined;
  return {
    scope: scope === 'global' || scope === 'stage' ? scope : 'line',
    codes: new Set(list.split(',').map((code) => code.trim())),
    line: comment.line,
  };
}

/**
 * Silences a finding where it stands: a comment above its instruction, or one code more in the comment that
 * is there. A check of BuildKit is switched off for the file, since few builders can do it for less.
 */
export function ignoreHere(dockerfile: Dockerfile, finding: Finding): TextEdit {
  if (isBuildCheck(finding.code)) return skipCheck(dockerfile, finding.code);
  const above = dockerfile.comments.find(({ line }) => line === finding.line - 1);
  if (above && readPragma(above)?.scope === 'line') {
    const list = new RegExp(`=[ \\t]*${codesInComment}`).exec(above.text) as RegExpExecArray;
    const end = above.range.start + 1 + list.index + list[0].length;
    return { range: { start: end, end }, newText: `,${finding.code}` };
  }
  const start = dockerfile.lines.lineStart(finding.line);
  const indentation = /^[ \t]*/.exec(dockerfile.text.slice(start, start + 200))?.[0] ?? '';
  const newText = `${indentation}# hadolint ignore=${finding.code}${lineBreakOf(dockerfile.text)}`;
  return { range: { start, end: start }, newText };
}
