import { readBash } from './bash.ts';
import { FoldedTextBuilder } from './folded-text.ts';
import type { Command, ExecCommand, FoldedText, Instruction } from './model.ts';
import type { ShellScript } from './shell-model.ts';

export type { ShellCommand, ShellScript, ShellWord } from './shell-model.ts';

const scripts = new WeakMap<Command, ShellScript>();

/** The script of RUN, CMD, ENTRYPOINT or HEALTHCHECK; the exec form counts as its words joined by blanks. Parsed once. */
export function parseShell(instruction: Instruction): ShellScript {
  return instruction.command ? shellCommands(instruction.command) : nothing;
}

function shellCommands(command: Command): ShellScript {
  let script = scripts.get(command);
  if (!script) {
    script = readBash(command.form === 'exec' ? joined(command) : command.script);
    scripts.set(command, script);
  }
  return script;
}

const nothing: ShellScript = {
  parsed: true,
  commands: [],
  pipes: [],
  hasPipe: false,
  text: new FoldedTextBuilder().build(),
  tree: undefined,
};

function joined(command: ExecCommand): FoldedText {
  const builder = new FoldedTextBuilder();
  command.arguments.forEach((word, index) => {
    if (index > 0) builder.add(' ', (command.arguments[index - 1] as typeof word).range.end);
    builder.add(word.value, word.range.start + 1);
  });
  if (command.arguments.length === 0) builder.add('', command.range.start);
  return builder.build();
}
