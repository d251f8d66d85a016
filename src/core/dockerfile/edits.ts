import type { Range, TextEdit } from '../text.ts';
import type { Dockerfile, FoldedText, Instruction, Word } from './model.ts';

export function insertAfter({ range }: { readonly range: Range }, newText: string): TextEdit {
  return { range: { start: range.end, end: range.end }, newText };
}

/** Puts another value in the place of a word and keeps the quotes around it. The value must need no escaping in them. */
export function replaceValue(word: Word, value: string): TextEdit {
  const quote = /^(["']).*\1$/s.exec(word.raw)?.[1] ?? '';
  return { range: word.range, newText: `${quote}${value}${quote}` };
}

/** Puts a line above an instruction and the comments that belong to it, indented and ended as it is. */
export function insertLineBefore(dockerfile: Dockerfile, instruction: Instruction, line: string): TextEdit {
  const { lines, text } = dockerfile;
  let first = instruction.line;
  const above = new Set(dockerfile.comments.filter(({ inside }) => !inside).map((comment) => comment.line));
  while (above.has(first - 1)) first--;
  const start = startOfLine(dockerfile, first);
  const indentation = /[ \t]*/y;
  indentation.lastIndex = lines.lineStart(instruction.line);
  const indent = indentation.exec(text)?.[0] ?? '';
  return { range: { start, end: start }, newText: `${indent}${line}${lineBreakOf(text)}` };
}

/** Takes an instruction out together with its lines. */
export function removeInstruction(dockerfile: Dockerfile, instruction: Instruction): TextEdit {
  const { text } = dockerfile;
  const start = startOfLine(dockerfile, instruction.line);
  const end = /[^\r\n]*(\r\n|\r|\n)?/y;
  end.lastIndex = instruction.range.end;
  const lineBreak = end.exec(text)?.[1];
  if (lineBreak !== undefined) return { range: { start, end: end.lastIndex }, newText: '' };
  // The last line of a file without a line break at its end: the break before it goes.
  const before = /(?:\r\n|\r|\n)$/.exec(text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0;
  return { range: { start: start - before, end: text.length }, newText: '' };
}

/** `\r\n` where the first line ends so, else `\n`. */
export function lineBreakOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}

export interface PlainWord {
  readonly value: string;
  /** In the text of the script; its `sourceRange` leads to the source. */
  readonly range: Range;
}

/** The words of a script that has no shell syntax but quotes and blanks; undefined where there is more. */
export function plainWords(script: FoldedText): PlainWord[] | undefined {
  const { text } = script;
  const words: PlainWord[] = [];
  const word = /[ \t]*((?:[\w@%+=:,./-]|'[^'\n]*'|"[^"$`\\\n]*")+)(?=[ \t]|$)/y;
  const end = text.trimEnd().length;
  while (word.lastIndex < end) {
    const match = word.exec(text);
    const written = match?.[1];
    if (!match || written === undefined) return undefined;
    const value = written.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2');
    words.push({ value, range: { start: word.lastIndex - written.length, end: word.lastIndex } });
  }
  return words;
}

/** What ENV has set where an instruction stands, in its stage and in those that the stage is built on. */
export function environmentAt(instruction: Instruction): Map<string, Word> {
  const environment = new Map<string, Word>();
  const chain = [];
  for (let stage = instruction.stage; stage; stage = stage.parent) chain.unshift(stage);
  for (const stage of chain) {
    for (const other of stage.instructions) {
      if (other.range.start >= instruction.range.start) break;
      if (other.keyword !== 'ENV') continue;
      for (const { name, value } of other.pairs) if (value) environment.set(name.value, value);
    }
  }
  return environment;
}

/** Behind the byte order mark where there is one. */
function startOfLine({ lines, text }: Dockerfile, line: number): number {
  const start = lines.lineStart(line);
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}
