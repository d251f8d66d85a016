import type { Comment, Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { mountOptions } from '../../dockerfile/mounts.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { hasFlag } from '../../dockerfile/shell-flags.ts';
import type { TextEdit } from '../../text.ts';
import { indexFrom } from '../after.ts';
import type { Fix } from '../finding.ts';
import { lineBreakOf } from '../line-breaks.ts';
import { defineRule } from '../rule.ts';
import { belongsToShell } from '../shell-builtins.ts';
import { readPragma } from '../suppressions.ts';

export const joinRuns = defineRule({
  code: 'DL3059',
  severity: 'info',
  fix: 'safe',
  summary: 'Join this RUN with the one before it: each one is a layer of its own',
  perStage: (parent: Memory | undefined): Memory => ({ previous: undefined, startsBare: parent?.startsBare ?? true }),
  on: {
    '*': (instruction, { dockerfile, inStage, report }) => {
      const { previous } = inStage;
      inStage.startsBare &&= !readsStartupFiles(instruction);
      inStage.previous = instruction.keyword === 'RUN' ? instruction : undefined;
      if (!previous || !inStage.previous || !isSmall(previous) || !isSmall(instruction)) return;
      if (flagsOf(previous) !== flagsOf(instruction)) return;
      if (hasDirectiveBetween(previous, instruction, dockerfile)) return;
      const fix = inStage.startsBare ? join(previous, instruction, dockerfile) : undefined;
      report({ range: instruction.keywordRange }, { fix });
    },
  },
});

interface Memory {
  previous: Instruction | undefined;
  /** Whether the shell of a RUN starts without reading what an earlier RUN may have written, such as `.bashrc`. */
  startsBare: boolean;
}

function readsStartupFiles(instruction: Instruction): boolean {
  if (instruction.keyword === 'ENV') {
    return instruction.pairs.some(({ name }) => name.value === 'BASH_ENV' || name.value === 'ENV');
  }
  const [shell] = instruction.keyword === 'SHELL' ? parseShell(instruction).commands : [];
  return shell !== undefined && hasFlag(shell, 'l', 'login', 'i', 'rcfile', 'init-file');
}

function isSmall(run: Instruction): boolean {
  return parseShell(run).commands.length <= 1;
}

function flagsOf({ flags }: Instruction): string {
  return flags
    .map(({ name, value }) => `${name}=${name === 'mount' && value ? mountWithDefaults(value) : value}`)
    .sort()
    .join(' ');
}

const sameOption = new Map([
  ['dst', 'target'],
  ['destination', 'target'],
  ['src', 'source'],
  ['readonly', 'ro'],
]);

/** Two mounts are equal whatever the order of their options and whichever of its names each goes by. */
function mountWithDefaults(mount: string): string {
  const options = new Map([['type', 'bind']]);
  for (const { key, value } of mountOptions(mount)) options.set(sameOption.get(key) ?? key, value ?? 'true');
  return [...options].sort().join();
}

/** hadolint takes the comments that set the syntax or the escape character for instructions, wherever they stand. */
function hasDirectiveBetween(first: Instruction, second: Instruction, { comments }: Dockerfile): boolean {
  const between = comments.slice(indexFrom(comments, first.range.end), indexFrom(comments, second.range.start));
  return between.some(({ text }) => /^[ \t]*(?:escape|syntax)[ \t]*=[ \t]*[^ \t]/.test(text));
}

/** `&&` says the same where the first command leaves no trace in its shell and each is one simple command. */
function join(first: Instruction, second: Instruction, dockerfile: Dockerfile): Fix | undefined {
  const { comments, lines, text } = dockerfile;
  if (!isSimple(first, dockerfile) || !isSimple(second, dockerfile) || !second.command) return undefined;
  const between = comments.slice(indexFrom(comments, first.range.end), indexFrom(comments, second.range.start));
  if (between.some((comment) => readPragma(comment))) return undefined;
  const end = first.range.end;
  const start = lines.lineStart(second.line);
  const indentation = indentationAfter(first, dockerfile) ?? `${text.slice(start, second.keywordRange.start)}    `;
  // Blank lines in a continued instruction are on their way out of the format, so they go.
  const nextLine = lines.lineStart(lines.positionAt(end).line + 1);
  const kept = wholeLines(between, dockerfile);
  const edits: TextEdit[] = [
    { range: { start: end, end }, newText: ` ${dockerfile.escape}` },
    { range: { start: nextLine, end: second.command.range.start }, newText: `${kept}${indentation}&& ` },
  ];
  return { title: 'Join with the RUN before it', safety: 'safe', edits };
}

/** What the last of several lines is indented with. */
function indentationAfter({ line, range }: Instruction, { lines, text }: Dockerfile): string | undefined {
  const last = lines.positionAt(range.end).line;
  return last === line ? undefined : /^[ \t]*/.exec(text.slice(lines.lineStart(last), range.end))?.[0];
}

function wholeLines(comments: readonly Comment[], { lines, text }: Dockerfile): string {
  return comments.map(({ line, range }) => text.slice(lines.lineStart(line), range.end) + lineBreakOf(text)).join('');
}

/** One command and nothing else, which begins on the line of its RUN. */
function isSimple(run: Instruction, { lines }: Dockerfile): boolean {
  if (run.command?.form !== 'shell' || run.heredocs.length > 0 || run.range.end !== run.command.range.end) return false;
  const script = parseShell(run);
  const [command] = script.commands;
  if (!command?.topLevel || belongsToShell(command.name) || /\bexec\b|\$\{\w+:?=|\$\(\(/.test(script.text.text))
    return false;
  const { start, end } = run.command.range;
  return command.range.start === start && command.range.end === end && lines.positionAt(start).line === run.line;
}
