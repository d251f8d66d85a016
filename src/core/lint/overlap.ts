/**
 * Which findings other extensions of the same editor show too. Sources: Docker's list of build checks, the codes of
 * dockerfile-utils (its README and `ValidationCode`), and what Docker's language server says it may leave out beside it.
 */
import type { Dockerfile } from '../dockerfile/model.ts';
import { isBuildCheck } from './build-checks.ts';
import { allRules } from './engine.ts';
import type { Finding } from './finding.ts';

/** What another tool shows, as an editor has it. */
export interface OtherFinding {
  /** The name that the tool gives itself. */
  readonly source: string | undefined;
  readonly code: string | number | undefined;
  /** The lines that it covers, as they were when it was shown: lines that moved since are still the same lines. */
  readonly lines: readonly string[];
}

/** The rules that say what a check of BuildKit says: the one of its name, and that one's twins. */
const sameAsCheck: ReadonlyMap<string, readonly string[]> = new Map(
  allRules.filter(({ code }) => isBuildCheck(code)).map(({ code, twins = [] }) => [code, [code, ...twins]]),
);

/** Codes of dockerfile-utils for what is not a mistake of grammar. */
const sameAsCode: Record<string, readonly string[]> = {
  0: ['ConsistentInstructionCasing'],
  10: ['DL3024', 'DuplicateStageName'],
  11: ['NoEmptyContinuation'],
  20: ['DL3061'],
  24: ['DL3011'],
  29: ['DL3043'],
  30: ['DL3043'],
  37: ['DL3012', 'DL4003', 'DL4004', 'MultipleInstructionsDisallowed'],
  45: ['DL4000', 'MaintainerDeprecated'],
  50: ['DL3000', 'WorkdirRelativePath'],
  51: ['InvalidDefaultArgInFrom'],
};
// Its codes for mistakes of grammar, which DL1000 names here: arguments, flags, quotes, directives, unknown words.
const grammar = [2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 25, 26, 27, 28, 31, 32, 33, 34];
for (const code of [...grammar, 35, 36, 38, 39, 40, 41, 42, 43, 44, 46, 47, 48, 52]) sameAsCode[code] = ['DL1000'];

/** By the name that a tool gives itself: our codes for one of its own. */
const tools: ReadonlyMap<string | undefined, (code: string | number) => readonly string[] | undefined> = new Map([
  // Runs BuildKit's checks; Docker DX brings it.
  ['docker-language-server', (check) => sameAsCheck.get(String(check))],
  // The language server for Dockerfiles that Container Tools brings, and Docker DX where it is alone.
  ['dockerfile-utils', (code) => sameAsCode[code]],
]);

const elsewhere = new Set([...sameAsCheck.values(), ...Object.values(sameAsCode)].flat());
// What the builder refuses is told at least once.
elsewhere.delete('DL1000');

/** Whether Docker DX or Container Tools can show what has this code, under whatever name. */
export const canBeShownElsewhere = (code: string): boolean => elsewhere.has(code);

/** Whether a tool is one of those whose findings are compared. */
export const isCompared = (source: string | undefined): boolean => tools.has(source);

/**
 * Finds out which findings others are showing now, at the same place.
 * @param others what is shown, of any tool
 * @returns for a finding the name of the tool that shows it; undefined where nobody does
 */
export function shownElsewhere(
  dockerfile: Dockerfile,
  others: readonly OtherFinding[],
): (finding: Finding) => string | undefined {
  const byPlace = new Map<string, string>();
  for (const { code, lines, source } of others) {
    if (code === undefined || source === undefined) continue;
    for (const own of tools.get(source)?.(code) ?? []) {
      for (const line of lines) byPlace.set(placeOf(own, line), source);
    }
  }
  if (byPlace.size === 0) return () => undefined;
  return ({ code, line, range, related = [] }) => {
    const lineAt = (offset: number) => dockerfile.lines.positionAt(offset).line;
    // Where a tool points at one of two places that belong together, it may point at the other one.
    const places = new Set([line, lineAt(range.start), ...related.map((one) => lineAt(one.range.start))]);
    for (const place of places) {
      const tool = byPlace.get(placeOf(code, textOf(dockerfile, place)));
      if (tool) return tool;
    }
    return undefined;
  };
}

const placeOf = (code: string, line: string): string => `${code} ${line.trim()}`;

function textOf({ lines, text }: Dockerfile, line: number): string {
  const end = line + 1 < lines.lineCount ? lines.lineStart(line + 1) : text.length;
  return text.slice(lines.lineStart(line), end);
}
