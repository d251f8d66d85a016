import type { Dockerfile, Instruction, Pair, Word } from '../../dockerfile/model.ts';
import type { Range, TextEdit } from '../../text.ts';
import { indexFrom } from '../after.ts';
import type { Fix } from '../finding.ts';
import { lineBreakOf } from '../line-breaks.ts';
import { defineRule } from '../rule.ts';
import { isSecretName } from '../secret-names.ts';
import { readPragma } from '../suppressions.ts';

export const noOwnVariable = defineRule({
  code: 'DL3044',
  severity: 'error',
  fix: 'review',
  summary: 'Give the variable an ENV of its own before it is used: inside one ENV it still has its old value',
  // Names that an ARG or ENV has set so far, in whatever stage.
  perFile: () => new Set<string>(),
  on: {
    ARG: ({ pairs }, { inFile: known }) => {
      for (const { name } of pairs) known.add(name.value);
    },
    ENV: (instruction, { dockerfile, inFile: known, report, stage }) => {
      const [first, ...others] = usesOfOwn(instruction.pairs, (name) => known.has(name));
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
function usesOfOwn(pairs: readonly Pair[], isKnown: (name: string) => boolean): Use[] {
  if (pairs.length < 2) return [];
  const setBy = new Map<string, Pair | 'several'>();
  for (const pair of pairs) setBy.set(pair.name.value, setBy.has(pair.name.value) ? 'several' : pair);
  return pairs.flatMap((pair) =>
    usesIn(pair.value).filter(({ name }) => setBy.has(name) && setBy.get(name) !== pair && !isKnown(name)),
  );
}

function usesIn(value: Word | undefined): Use[] {
  return [...(value?.raw ?? '').matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map((match) => {
    const start = (value as Word).range.start + match.index;
    return { name: (match[1] ?? match[2]) as string, range: { start, end: start + match[0].length } };
  });
}

/**
 * Another ENV before each pair that needs one of those before it. Undefined where the order does not
 * allow it, where another variable would change its meaning too, where a comment is in the way, or where
 * the new instructions would get findings of their own.
 */
function inTurn(instruction: Instruction, known: ReadonlySet<string>, dockerfile: Dockerfile): Fix | undefined {
  const { keywordRange, line, pairs } = instruction;
  const { comments, lines, text } = dockerfile;
  const above = comments[indexFrom(comments, keywordRange.start) - 1];
  if (above && above.line === line - 1 && readPragma(above)) return undefined;
  const parts = cut(pairs);
  if (!isSound(parts, known) || parts.filter(hasSecret).length > 1) return undefined;
  const opening = `${lineBreakOf(text)}${text.slice(lines.lineStart(line), keywordRange.end)} `;
  const edits = parts.slice(1).map((part, index): TextEdit => {
    const before = parts[index]?.at(-1) as Pair;
    return { range: { start: before.range.end, end: (part[0] as Pair).range.start }, newText: opening };
  });
  if (edits.some(({ range }) => text.slice(range.start, range.end).includes('#'))) return undefined;
  return { title: 'Set the variables one after the other', safety: 'review', edits };
}

/** Begins another part with each pair that needs one of the part so far. */
function cut(pairs: readonly Pair[]): Pair[][] {
  const parts: Pair[][] = [];
  let names = new Set<string>();
  for (const pair of pairs) {
    const needsOther = usesIn(pair.value).some(({ name }) => names.has(name) && name !== pair.name.value);
    if (parts.length === 0 || needsOther) {
      parts.push([]);
      names = new Set();
    }
    parts.at(-1)?.push(pair);
    names.add(pair.name.value);
  }
  return parts;
}

/** Whether nothing is left to say of the parts, and none sees a new value where it was to see an older one. */
function isSound(parts: readonly Pair[][], known: ReadonlySet<string>): boolean {
  const earlier = new Set<string>();
  return parts.every((part) => {
    const uses = part.flatMap(({ value }) => usesIn(value));
    const sound =
      usesOfOwn(part, (name) => known.has(name) || earlier.has(name)).length === 0 &&
      !uses.some(({ name }) => known.has(name) && earlier.has(name));
    for (const { name } of part) earlier.add(name.value);
    return sound;
  });
}

function hasSecret(part: readonly Pair[]): boolean {
  return part.some(({ name }) => isSecretName(name.value));
}
