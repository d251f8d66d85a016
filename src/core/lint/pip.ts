import type { ShellCommand, ShellWord } from '../dockerfile/shell.ts';
import { firstWord } from './command-words.ts';

/** The word `install` of a command of pip, also of one that Python runs as a module. */
export function pipInstall(command: ShellCommand): ShellWord | undefined {
  const { name } = command;
  if (name.startsWith('python')) {
    const { words } = command;
    return words.find(
      ({ value }, at) => value === 'install' && words[at - 1]?.value === 'pip' && words[at - 2]?.value === '-m',
    );
  }
  return name.startsWith('pip') && !name.startsWith('pipenv') ? firstWord(command, 'install') : undefined;
}
