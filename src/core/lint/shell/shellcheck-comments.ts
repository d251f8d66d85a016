import type { Severity } from '../finding.ts';

/** What ShellCheck says of a place in a script, as its `json1` format has it. */
export interface ShellCheckComment extends ShellCheckSpan {
  readonly code: number;
  readonly level: Exclude<Severity, 'ignore'>;
  readonly message: string;
  /** What would mend it, in the order in which ShellCheck names it; empty where it knows nothing. */
  readonly replacements: readonly ShellCheckReplacement[];
}

/** Lines and columns count from 1, columns in code points; the end is exclusive. */
export interface ShellCheckSpan {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface ShellCheckReplacement extends ShellCheckSpan {
  /** Whether an insertion belongs to what stands behind it, as an opening quote does, or to what stands in front. */
  readonly attached: 'behind' | 'before';
  readonly replacement: string;
}

/** What is known of scripts, by the whole text that ShellCheck was given. */
export interface ShellCheckVerdicts {
  get(input: string): readonly ShellCheckComment[] | undefined;
}

/** What hadolint leaves out: the dialect of busybox, and files that are sourced, which nobody has. */
export const excludedShellCheckCodes: readonly number[] = [1090, 1091, 2187];

/** @returns undefined for what is not the answer of a ShellCheck. */
export function readShellCheckAnswer(json: string): ShellCheckComment[] | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(json);
  } catch {
    return undefined;
  }
  const comments = (answer as { comments?: unknown } | null)?.comments;
  if (!Array.isArray(comments)) return undefined;
  const read = comments.map(readComment);
  return read.every((comment) => comment !== undefined) ? read : undefined;
}

function readComment(given: unknown): ShellCheckComment | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { code, level, message, fix } = given as { [key: string]: unknown };
  const span = readSpan(given);
  if (!span || !Number.isInteger(code) || typeof message !== 'string' || !isLevel(level)) return undefined;
  const replacements = (fix as { replacements?: unknown } | null | undefined)?.replacements;
  const mends = Array.isArray(replacements) ? replacements.map(readReplacement) : [];
  // Half of a fix is none.
  const isWhole = mends.every((mend) => mend !== undefined);
  return { ...span, code: code as number, level, message, replacements: isWhole ? mends : [] };
}

function readReplacement(given: unknown): ShellCheckReplacement | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { replacement, insertionPoint } = given as { replacement?: unknown; insertionPoint?: unknown };
  const span = readSpan(given);
  if (!span || typeof replacement !== 'string') return undefined;
  return { ...span, replacement, attached: insertionPoint === 'afterEnd' ? 'behind' : 'before' };
}

function readSpan(given: object): ShellCheckSpan | undefined {
  const { line, column, endLine, endColumn } = given as { [key: string]: unknown };
  const isPlace = [line, column, endLine, endColumn].every((number) => Number.isInteger(number) && Number(number) > 0);
  if (!isPlace) return undefined;
  return { line: Number(line), column: Number(column), endLine: Number(endLine), endColumn: Number(endColumn) };
}

function isLevel(level: unknown): level is ShellCheckComment['level'] {
  return level === 'error' || level === 'warning' || level === 'info' || level === 'style';
}
