import type { Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { replacesShell } from '../../lint/append-command.ts';
import type { TextEdit } from '../../text.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Task } from '../model/purpose.ts';
import { joinPath, type Step } from '../model/steps.ts';
import type { LinkedLibraries } from './linked-libraries.ts';
import type { RuntimeCopy } from './runtime-copy.ts';

const changesFiles = new Set(['RUN', 'COPY', 'ADD']);

/** What ends the stage that builds. */
export interface EndOfBuild {
  /** The last instruction that changes files, of those that stay: the last stage begins behind it. */
  readonly cut: Step;
  /** RUNs that do nothing but take away what the last stage does not get in any case. */
  readonly needless: readonly Instruction[];
}

/**
 * @param edits of what stays
 * @returns undefined for a stage in which nothing changes files
 */
export function endOfBuild(
  stage: StageModel,
  copies: readonly RuntimeCopy[],
  edits: readonly TextEdit[],
): EndOfBuild | undefined {
  const needless = new Set<Instruction>();
  const changing = stage.steps.filter(({ instruction }) => changesFiles.has(instruction.keyword));
  for (const [at, { instruction }] of [...changing.entries()].reverse()) {
    const { start, end } = instruction.range;
    if (edits.some(({ range }) => range.start < end && range.end > start)) continue;
    const removed = removedPaths(changing[at] as Step, stage);
    const isNeeded = removed.some((path) => copies.some((copy) => overlaps(copy.path, path)));
    const isSeen = changing.slice(at + 1).some((later) => !isApart(later, removed, stage));
    if (removed.length > 0 && !isNeeded && !isSeen) needless.add(instruction);
  }
  const cut = changing.findLast(({ instruction }) => !needless.has(instruction));
  return cut && { cut, needless: [...needless] };
}

/** What a RUN removes; none where it does anything else, or where that is not known. */
function removedPaths({ instruction, workdir }: Step, stage: StageModel): readonly string[] {
  const tasks = isPlain(instruction) ? stage.tasks(instruction) : undefined;
  if (!tasks?.every(({ command }) => command.name === 'rm')) return [];
  const paths = tasks.flatMap((task) => pathsOf(task, workdir));
  return paths.every((path) => path !== undefined) ? paths : [];
}

function isPlain({ keyword, command, heredocs }: Instruction): boolean {
  return keyword === 'RUN' && heredocs.length === 0 && command?.form === 'shell';
}

/** The operands of a command as absolute paths, undefined for one that only the shell knows. */
function pathsOf({ command: { words } }: Task, workdir: string | undefined): readonly (string | undefined)[] {
  const operands = words.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  return operands.map((path) => (/[$*?[{~]/.test(path) ? undefined : joinPath(workdir, path)));
}

/** Whether an instruction that changes files has nothing to do with some paths. */
function isApart({ instruction, index, workdir }: Step, paths: readonly string[], stage: StageModel): boolean {
  if (instruction.keyword !== 'RUN') {
    const copied = stage.copied.find(({ step }) => step.index === index);
    const targets = copied?.files?.map(({ to }) => to) ?? [copied?.destination?.replace(/(.)\/$/, '$1')];
    return targets.every((to) => to !== undefined && !paths.some((path) => overlaps(path, to)));
  }
  const tasks = isPlain(instruction) ? stage.tasks(instruction) : undefined;
  return (
    tasks?.every((task) => {
      if (!/^(chmod|chown|mkdir|touch|rm)$/.test(task.command.name)) return false;
      return pathsOf(task, workdir).every((at) => at !== undefined && !paths.some((path) => overlaps(path, at)));
    }) === true
  );
}

function overlaps(a: string, b: string): boolean {
  return a === '/' || b === '/' || `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);
}

/**
 * Commands that come behind all that is built: in a RUN that is there, where they can be joined to it by `&&`, or else
 * in one of their own.
 *
 * @param commands what the conversion adds, in the folder of the stage
 * @param libraries lines of a script that hangs on no folder, or none
 * @param style how lines end, and RUN is written
 * @returns where they go, and the text to insert at the end of that instruction
 */
export function commandsAtEnd(
  stage: StageModel,
  cut: Step,
  commands: readonly string[],
  libraries: readonly string[],
  { reads }: LinkedLibraries,
  { lineBreak, keyword }: { readonly lineBreak: string; readonly keyword: string },
): { readonly at: Instruction; readonly text: string } {
  const join = ` \\${lineBreak}    && `;
  const run = `${lineBreak}${keyword} `;
  const host = commands.length > 0 ? cut : (hostOf(stage, cut, reads) ?? cut);
  const isJoined = isChain(host.instruction, commands.length === 0) && !removesItsFolder(host, stage);
  const [first = '', ...others] = commands;
  const text = first === '' ? '' : (isJoined ? join : run) + [first, ...others].join(isJoined ? join : ' && ');
  if (libraries.length === 0) return { at: host.instruction, text };
  // What installs is to stay alone: then it can come before the sources, and get the cache of its tool.
  const isAlone = isJoined && stage.tasks(host.instruction)?.some(({ purpose }) => installs.has(purpose));
  const isBehind = first !== '' && !isJoined;
  const gap = isBehind || (isJoined && !isAlone) ? (isBehind ? ' && ' : join) : run;
  return { at: host.instruction, text: text + gap + libraries.join(lineBreak) };
}

/** Programs fail to start in a folder that is gone; behind the RUN it is made again. */
function removesItsFolder({ instruction, workdir }: Step, stage: StageModel): boolean {
  return (stage.tasks(instruction) ?? []).some(
    (task) =>
      /^(rm|rmdir|mv)$/.test(task.command.name) &&
      pathsOf(task, workdir).some((path) => path !== undefined && `${workdir}/`.startsWith(`${path}/`)),
  );
}

const installs = new Set<Task['purpose']>(['dependencies', 'tool', 'packages']);

/** The last RUN that builds, where nothing behind it has to do with what is looked at. */
function hostOf(stage: StageModel, cut: Step, reads: readonly string[]): Step | undefined {
  const steps = stage.steps.slice(0, cut.index + 1);
  for (const step of steps.toReversed()) {
    const { keyword } = step.instruction;
    if (/^(USER|SHELL|VOLUME|ONBUILD)$/.test(keyword)) return undefined;
    if (!changesFiles.has(keyword)) continue;
    if (keyword === 'RUN' && !isApart(step, [], stage)) return step;
    if (!isApart(step, reads, stage)) return undefined;
  }
  return undefined;
}

/** What changes how the commands behind it are run. */
const changesShell = /^(set|umask|trap|exec|exit|eval|source|\.|export|unset|alias|su|return)$/;

/**
 * Whether a RUN is a list of commands joined by `&&`, to which others can be joined.
 * @param isAnywhere whether these do the same in any folder
 */
function isChain(instruction: Instruction, isAnywhere: boolean): boolean {
  // What is put into a mount is gone behind the RUN.
  if (!isPlain(instruction) || instruction.flags.some(({ value = '' }) => /=\/(tmp\b[^,]*)?(,|$)/.test(value)))
    return false;
  const script = parseShell(instruction);
  if (!script.parsed || script.hasPipe || /[#(){}]|\n/.test(script.text.text.replace(/\$\{\w+\}/g, ''))) return false;
  return script.commands.every((command) => {
    const { name, topLevel, before, after } = command;
    if (replacesShell(command)) return false;
    const isJoined = [before, after].every((other) => !other || other.operator === '&&');
    return topLevel && isJoined && !changesShell.test(name) && (isAnywhere || !/^(cd|pushd|popd)$/.test(name));
  });
}
