import type { ShellNodeOf } from '../../dockerfile/bash.ts';
import { defineRule } from '../rule.ts';
import { argumentsOf, baseName, commandOf, type SimpleCommand } from './places.ts';
import type { ShellProgram } from './program.ts';

export const singleQuotes = defineRule({
  code: 'SC2016',
  severity: 'info',
  fix: { none: 'a text that is meant to be expanded later, such as a line for `.bashrc`, is right as it is' },
  summary: 'Nothing is expanded between single quotes: use double quotes if that is what you want',
  onbuild: true,
  script: (program, report) => {
    for (const quoted of program.of('SingleQuoted')) {
      if (!/\$[{(0-9a-zA-Z_]|`[^`]+`/.test(quoted.value)) continue;
      if (!isMeant(quoted, program)) report(quoted);
    }
  },
});

/** Whether the text is for someone who reads the `$` in it: another program, or the shell at a later time. */
function isMeant(quoted: ShellNodeOf<'SingleQuoted'>, program: ShellProgram): boolean {
  const assignment = holder(quoted, program);
  if (assignment && laterVariables.has(assignment.name)) return true;
  if (assignment && program.parent(assignment)?.type === 'Command') {
    const command = program.parent(assignment) as SimpleCommand;
    if (command.prefix.includes(assignment)) return false;
  }
  const command = commandOf(quoted, program);
  if (!command) return false;
  const name = commandName(command);
  if (name === 'sed') return !/\$[{(0-9a-zA-Z_]|`[^`]+`/.test(quoted.value.replaceAll(/\$[{dpsaic](?![a-zA-Z])/g, ''));
  return readers.has(name);
}

function holder(quoted: ShellNodeOf<'SingleQuoted'>, program: ShellProgram): ShellNodeOf<'Assignment'> | undefined {
  const word = program.parent(quoted);
  const assignment = word && program.parent(word);
  return assignment?.type === 'Assignment' ? assignment : undefined;
}

/** Of `sudo sh -c`, `docker run … sh -c` and `find … -exec sh -c` the shell. */
function commandName(command: SimpleCommand): string {
  const name = baseName(command);
  const words = argumentsOf(command).map(({ value }) => value);
  if (name === 'find') {
    const exec = words.findIndex((word) => /^-(?:exec|ok)(?:dir)?$/.test(word));
    return exec < 0 ? name : (words[exec + 1] ?? name);
  }
  if (/^(?:sudo|doas|run0|docker|podman|exec|command|builtin)$/.test(name)) {
    return words.find((word) => readers.has(word)) ?? name;
  }
  return name;
}

const laterVariables = new Set(['PS1', 'PS2', 'PS3', 'PS4', 'PROMPT_COMMAND']);
const readers = new Set(
  'trap sh bash dash ksh zsh ssh eval xprop alias sudo doas run0 docker podman oc dpkg-query jq rename rg unset awk gawk mawk nawk perl git'.split(
    ' ',
  ),
);
