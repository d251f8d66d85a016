import type { Instruction } from '../dockerfile/model.ts';
import { parseShell, type ShellCommand, type ShellWord } from '../dockerfile/shell.ts';
import type { Range } from '../text.ts';
import { appendCommand } from './append-command.ts';
import { throughWord } from './command-words.ts';
import type { Fix } from './finding.ts';
import type { Context } from './rule.ts';

export interface CleanUp {
  /** The word that makes a command an installation. */
  readonly installs: (command: ShellCommand) => ShellWord | undefined;
  readonly cleans: (command: ShellCommand) => boolean;
  /** What is to be run at the end. */
  readonly command: string;
}

/**
 * Reports a RUN that installs and does not clean up, and lets it end with what does. As in hadolint the
 * first clean-up has to come after the first installation; what comes later is not looked at.
 */
export function reportUncleaned<F, S>(
  run: Instruction,
  cleanUps: readonly CleanUp[],
  { dockerfile, report }: Context<F, S>,
): void {
  const { commands } = parseShell(run);
  if (!installsAny(commands, cleanUps)) return;
  const left = cleanUps.flatMap((cleanUp) => uncleaned(commands, cleanUp) ?? []);
  const [first] = left.toSorted((a, b) => a.range.start - b.range.start);
  if (!first) return;
  // One more clean-up at the end would not be seen where there is one at the beginning.
  const canAppend = left.every(({ isCleaned }) => !isCleaned);
  const edit = canAppend && appendCommand(run, left.map(({ command }) => command).join(' && '), dockerfile);
  const fix: Fix | undefined = edit
    ? { title: 'Clean up at the end of this RUN', safety: 'safe', edits: [edit] }
    : undefined;
  report(first, { fix });
}

/** Nearly every RUN installs with nothing of the kind. */
function installsAny(commands: readonly ShellCommand[], cleanUps: readonly CleanUp[]): boolean {
  for (const { installs } of cleanUps) if (commands.some(installs)) return true;
  return false;
}

function uncleaned(
  commands: readonly ShellCommand[],
  { installs, cleans, command }: CleanUp,
): { readonly range: Range; readonly isCleaned: boolean; readonly command: string } | undefined {
  let isCleaned = false;
  for (const candidate of commands) {
    const word = installs(candidate);
    if (word) {
      const isLeft = isCleaned || !commands.slice(commands.indexOf(candidate) + 1).some(cleans);
      return isLeft ? { range: throughWord(candidate, word), isCleaned, command } : undefined;
    }
    isCleaned ||= cleans(candidate);
  }
  return undefined;
}
