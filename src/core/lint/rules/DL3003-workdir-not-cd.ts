import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { parseShell, type ShellCommand } from '../../dockerfile/shell.ts';
import { indexFrom } from '../after.ts';
import { blanksEnd } from '../blanks.ts';
import type { Fix } from '../finding.ts';
import { insertAbove } from '../insert-above.ts';
import { defineRule } from '../rule.ts';

export const workdirNotCd = defineRule({
  code: 'DL3003',
  severity: 'warning',
  fix: 'both',
  summary: 'Change the folder with WORKDIR: what `cd` does ends with its RUN',
  commands: {
    cd: (command, { dockerfile, instruction, report }) => {
      report({ range: command.nameRange }, { fix: asWorkdir(command, instruction, dockerfile) });
    },
  },
});

/** WORKDIR above a RUN that begins by going to one folder and stays there. */
function asWorkdir(command: ShellCommand, run: Instruction, dockerfile: Dockerfile): Fix | undefined {
  const { after, nameRange, range, words } = command;
  const [folder, ...more] = words;
  if (!run.stage) return undefined;
  if (run.command?.form !== 'shell' || run.heredocs.length > 0 || range.start !== run.command.range.start)
    return undefined;
  if (!folder || more.length > 0 || !/^\/[\w./+-]*$/.test(folder.value)) return undefined;
  if (nameRange.start !== range.start || folder.range.end !== range.end || after?.operator !== '&&') return undefined;
  // A mount may lie where the RUN begins.
  if (run.flags.some(({ name }) => name === 'mount') || !isAloneInItsLine(run, dockerfile)) return undefined;
  const { commands } = parseShell(run);
  const next = following(run, dockerfile);
  if (commands.filter(({ name }) => name === 'cd').length > 1) return undefined;
  // The RUN would be small enough to be joined with the next one.
  if (commands.length < 3 && next[0]?.keyword === 'RUN') return undefined;
  const end = blanksEnd(after.range.end, dockerfile);
  if (blanksEnd(range.end, dockerfile) !== after.range.start || '#\r\n'.includes(dockerfile.text[end] ?? '#'))
    return undefined;
  return {
    title: `Insert WORKDIR ${folder.value} in place of cd`,
    safety: staysUnseen(next) ? 'safe' : 'review',
    edits: [
      insertAbove(run, `WORKDIR ${folder.value}`, dockerfile),
      { range: { start: range.start, end }, newText: '' },
    ],
  };
}

function isAloneInItsLine({ keywordRange, line }: Instruction, { lines, text }: Dockerfile): boolean {
  return text.slice(lines.lineStart(line), keywordRange.start).trim() === '';
}

function following({ range, stage }: Instruction, { instructions }: Dockerfile): Instruction[] {
  const at = indexFrom(instructions, range.end);
  return instructions.slice(at, at + 20).filter((later) => later.stage === stage);
}

/** Whether the next instruction that depends on the folder is one that changes it. */
function staysUnseen(next: readonly Instruction[]): boolean {
  const first = next.find(({ keyword }) => !indifferent.includes(keyword));
  return first?.keyword === 'WORKDIR' && first.words[0]?.value.startsWith('/') === true;
}

const indifferent = ['ARG', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL'];
