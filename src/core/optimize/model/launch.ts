import { readBash } from '../../dockerfile/bash.ts';
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
  const words = instructions.flatMap(({ command }) => (command?.form === 'exec' ? command.arguments : []));
  const isScript = scriptIn(words.map(({ value }) => value)) !== undefined;
  const needsShell = isScript || instructions.some(({ command }) => command?.form === 'shell');
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
      const inner = scriptIn(name === 'exec' ? values : [name, ...values]);
      const called =
        inner === undefined ? [program(name, values, at, instruction)] : programsIn(inner, at, instruction);
      if (!called) return undefined;
      if (name === 'cd') at = joinPath(at, values[0]);
      else programs.push(...called);
    }
  }
  if (argv?.words[0] !== undefined) {
    const script = scriptIn(argv.words);
    if (script !== undefined) return programsIn(script, folder, argv.instruction);
    const [name, ...words] = argv.words as [string, ...string[]];
    programs.unshift(program(name, words, folder, argv.instruction));
  }
  return programs;
}

/** What a shell is told to run by the words of an array, such as `sh -c "…"`; undefined where none is. */
function scriptIn([name = '', option = '', script]: readonly string[]): string | undefined {
  return /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/.test(name) && /^-\w*c$/.test(option) ? (script ?? '') : undefined;
}

/** The programs of such a script; undefined where it cannot be read, or runs what it is given besides. */
function programsIn(script: string, start: string | undefined, instruction: Instruction): Program[] | undefined {
  const { tree, commands } = readBash(script);
  if (!tree || commands.length === 0 || /\$[@*\d]|\$\{[@*\d]/.test(script)) return undefined;
  const programs: Program[] = [];
  let at = start;
  for (const { name, words, nameAt } of commands) {
    const values = words.filter(({ at: { start } }) => start !== nameAt.start).map(({ value }) => value);
    if (name === 'cd') at = joinPath(at, values[0]);
    else programs.push(program(name, values, at, instruction));
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
