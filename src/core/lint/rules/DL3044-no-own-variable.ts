import type { Dockerfile, Instruction, Pair, Word } from '../../dockerfile/model.ts';
import type { Range } from '../../text.ts';
import { indexFrom } from '../after.ts';
import type { Fix } from '../finding.ts';
import { lineBreakOf } from '../line-breaks.ts';
import { defineRule } from '../rule.ts';
import { isSecretName } from '../secret-names.ts';
import { readPragma } from '../suppressions.ts';

export const noOwnVariable = defineRule({
  code: 'DL3044',
  severity: 'error',
  summary: 'Give the variable an ENV of its own before it is used: inside one ENV it still has its old value',
  // Names that an ARG or ENV has set so far, in whatever stage.
  perFile: () => new Set<string>(),
  on: {
    ARG: ({ pairs }, { inFile: known }) => {
      for (const { name } of pairs) known.add(name.value);
    },
    ENV: (instruction, { dockerfile, inFile: known, report, stage }) => {
      const [first, ...others] = usesOfOwn(instruction.pairs, known);
      if (first) {
        const related = others.map(({ range, name }) => ({ range, message: `Here ${name} has its old value as well` }));
        const fix = stage && inTurn(instruction, known, dockerfile);
        report(first, { fix, ...(related.length > 0 && { related }) });
      }
      for (const { name } of instruction.pairs) known.add(name.value);
    },
  },
});

interface Use {
  readonly name: string;
  readonly range: Range;
}

/** Where a value names what another pair of the same ENV sets, and nothing before it. */
function usesOfOwn(pairs: readonly Pair[], known: ReadonlySet<string>): Use[] {
  if (pairs.length < 2) return [];
  const setBy = new Map<string, Pair | 'several'>();
  for (const pair of pairs) setBy.set(pair.name.value, setBy.has(pair.name.value) ? 'several' : pair);
  return pairs.flatMap((pair) =>
    usesIn(pair.value).filter(({ name }) => setBy.has(name) && setBy.get(name) !== pair && !known.has(name)),
  );
}

function usesIn(value: Word | undefined): Use[] {
  return [...(value?.raw ?? '').matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map((match) => {
    const start = (value as Word).range.start + match.index;
    return { name: (match[1] ?? match[2]) as string, range: { start, end: start + match[0].length } };
  });
}

/**
 * Cuts the ENV before each pair that needs one of those before it. Undefined where the order does not
 * allow it, where another variable would change its meaning too, where a comment is in the way, or where the new
 * instructions would be found wanting for what was said of one, or silenced for one, before.
 */
function inTurn(
  { keywordRange, line, pairs }: Instruction,
  known: ReadonlySet<string>,
  { comments, text }: Dockerfile,
): Fix | undefined {
  const above = comments[indexFrom(comments, keywordRange.start) - 1];
  if (above && above.line === line - 1 && readPragma(above)) return undefined;
  const parts: Pair[][] = [];
  let names = new Set<string>();
  for (const pair of pairs) {
    const needed = usesIn(pair.value);
    if (parts.length === 0 || needed.some(({ name }) => names.has(name) && name !== pair.name.value)) {
      parts.push([]);
      names = new Set();
    }
    parts.at(-1)?.push(pair);
    names.add(pair.name.value);
  }
  const earlier = new Set<string>();
  for (const part of parts) {
    if (usesOfOwn(part, new Set([...known, ...earlier])).length > 0) return undefined;
    const uses = part.flatMap(({ value }) => usesIn(value));
    if (uses.some(({ name }) => known.has(name) && earlier.has(name))) return undefined;
    for (const { name } of part) earlier.add(name.value);
  }
  if (parts.filter((part) => part.some(({ name }) => isSecretName(name.value))).length > 1) return undefined;
  const lineStart = Math.max(
    text.lastIndexOf('\n', keywordRange.start - 1),
    text.lastIndexOf('\r', keywordRange.start - 1),
  );
  const opening = text.slice(lineStart + 1, keywordRange.end);
  const edits = parts.slice(1).map((part) => {
    const next = part[0] as Pair;
    const before = pairs[pairs.indexOf(next) - 1] as Pair;
    const range = { start: before.range.end, end: next.range.start };
    return { range, newText: `${lineBreakOf(text)}${opening} ` };
  });
  if (edits.some(({ range }) => text.slice(range.start, range.end).includes('#'))) return undefined;
  return { title: 'Set the variables one after the other', safety: 'review', edits };
}
