import type { Instruction, ShellCommandText } from '../../dockerfile/model.ts';
import type { Range, TextEdit } from '../../text.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';
import { belongsToShell } from '../shell-builtins.ts';

export const execForm = defineRule({
  code: 'DL3025',
  severity: 'warning',
  fix: 'both',
  summary: 'Write the command as a JSON array, so that signals reach the program and not a shell around it',
  // Which instructions the stage has, or one that it is built on.
  perStage: (parent: ReadonlySet<string> | undefined, stage): ReadonlySet<string> =>
    new Set([...(parent ?? []), ...(stage?.instructions.map(({ keyword }) => keyword) ?? [])]),
  on: {
    'CMD ENTRYPOINT HEALTHCHECK': (instruction, { inStage, report }) => {
      const command = instruction.command;
      if (command?.form === 'shell') report(command, { fix: asJsonArray(command, instruction, inStage) });
    },
  },
});

/** Possible only where the shell has nothing to do but to split words. */
function asJsonArray(
  command: ShellCommandText,
  instruction: Instruction,
  keywords: ReadonlySet<string>,
): Fix | undefined {
  if (instruction.heredocs.length > 0) return undefined;
  const words = plainWords(command.script.text);
  const program = words?.[0]?.value === 'exec' ? words[1] : words?.[0];
  if (
    !words ||
    !program ||
    program.value.includes('=') ||
    belongsToShell(program.value) ||
    program.value.startsWith('-')
  )
    return undefined;
  const edits = words.slice(words.indexOf(program)).map(({ value, range }, index, all): TextEdit => {
    const opening = index === 0 ? '[' : '';
    const closing = index === all.length - 1 ? ']' : ',';
    return { range: command.script.sourceRange(range), newText: `${opening}${JSON.stringify(value)}${closing}` };
  });
  const first = edits[0] as TextEdit;
  edits[0] = { ...first, range: { start: command.script.sourceOffset(0), end: first.range.end } };
  return {
    title: 'Write the command as a JSON array',
    safety: alone(instruction, keywords) ? 'safe' : 'review',
    edits,
  };
}

/** The words of a text without any shell syntax; undefined where there is some. */
function plainWords(text: string): { value: string; range: Range }[] | undefined {
  const words: { value: string; range: Range }[] = [];
  const word = /[ \t]*((?:[\w@%+=:,./-]|'[^'\n]*'|"[^"$`\\\n]*")+)(?=[ \t]|$)/y;
  while (word.lastIndex < text.trimEnd().length) {
    const match = word.exec(text);
    if (!match) return undefined;
    const written = match[1] as string;
    const end = match.index + match[0].length;
    words.push({
      value: written.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
      range: { start: end - written.length, end },
    });
  }
  return words;
}

/**
 * Whether the command stands for itself. A shell of the stage's own may mean something else by the
 * words, and ENTRYPOINT and CMD are joined when both are there: one in shell form hides the other.
 */
function alone({ keyword, stage }: Instruction, keywords: ReadonlySet<string>): boolean {
  const rival = keyword === 'CMD' ? 'ENTRYPOINT' : keyword === 'ENTRYPOINT' ? 'CMD' : '';
  return stage !== undefined && !keywords.has('SHELL') && !keywords.has(rival);
}
