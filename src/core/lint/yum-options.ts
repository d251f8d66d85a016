import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { optionWords } from './unwanted-words.ts';

/** The words of `--setopt` that switch an option of yum and dnf off, for all repositories or for one. */
export function switchedOff(command: ShellCommand, option: string): ShellWord[] {
  return optionWords(command, ['--setopt'], new RegExp(`^(?:[^=]*\\.)?${option}=(?:0|false|no|off)$`, 'i'));
}
