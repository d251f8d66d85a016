import type { Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { joinPath, type Step } from './steps.ts';

/** What is run in the end. */
export interface Launch {
  readonly entrypoint: Step | undefined;
  readonly command: Step | undefined;
  /** The programs that ENTRYPOINT and CMD start, in order; undefined where that cannot be told. */
  readonly programs: readonly Program[] | undefined;
  /** Whether a shell is needed to start it. */
  readonly needsShell: boolean;
}

export interface Program {
  /** As it is called. */
  readonly name: string;
  /** Without quotes; variables stay as `${NAME}`. */
  readonly words: readonly string[];
  /** Absolute path where the name is a path and the folder is known. */
  readonly path: string | undefined;
  /** Folder that it is started in; undefined where it is not known. */
  readonly folder: string | undefined;
  readonly instruction: Instruction;
}

/** Of the ENTRYPOINT and CMD that count: the last ones. */
export function launchOf(steps: readonly Step[], finalFolder: string | undefined): Launch {
  const entrypoint = lastOf(steps, 'ENTRYPOINT');
  // An ENTRYPOINT in shell form leaves CMD without effect.
  const cmd = lastOf(steps, 'CMD');
  const command = entrypoint?.instruction.command?.form === 'shell' ? undefined : cmd;
  const instructions = [entrypoint, command].flatMap((step) => (step ? [step.instruction] : []));
  const needsShell = instructions.some(({ command }) => command?.form === 'shell');
  return { entrypoint, command, programs: programsOf(instructions, finalFolder), needsShell };
}

function lastOf(steps: readonly Step[], keyword: string): Step | undefined {
  return steps.findLast(({ instruction }) => instruction.keyword === keyword);
}

function programsOf(instructions: readonly Instruction[], folder: string | undefined): Program[] | undefined {
  const programs: Program[] = [];
  let argv: { words: string[]; instruction: Instruction } | undefined;
  for (const instruction of instructions) {
    const { command } = instruction;
    if (!command) return undefined;
    if (command.form === 'exec') {
      const words = command.arguments.map(({ value }) => value);
      if (argv) argv.words.push(...words);
      else argv = { words, instruction };
      continue;
    }
    const script = parseShell(instruction);
    if (!script.parsed || command.scriptHeredoc) return undefined;
    let at = folder;
    for (const { name, words, nameRange } of script.commands) {
      // `exec` has what it runs among its words.
      const values = words.filter(({ range }) => range.start !== nameRange.start).map(({ value }) => value);
      if (name === 'cd') at = joinPath(at, values[0]);
      else programs.push(program(name, values, at, instruction));
    }
  }
  if (argv?.words[0] !== undefined) {
    const [name, ...words] = argv.words as [string, ...string[]];
    const script =
      /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/.test(name) && words[0] !== undefined && /^-\w*c$/.test(words[0]);
    if (script) return undefined;
    programs.unshift(program(name, words, folder, argv.instruction));
  }
  return programs;
}

function program(
  name: string,
  words: readonly string[],
  folder: string | undefined,
  instruction: Instruction,
): Program {
  if (name === 'exec' && words[0] !== undefined) return program(words[0], words.slice(1), folder, instruction);
  return { name, words, folder, path: name.includes('/') ? joinPath(folder, name) : undefined, instruction };
}
