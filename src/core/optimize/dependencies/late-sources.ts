import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { lineBreakOf } from '../../lint/line-breaks.ts';
import type { TextEdit } from '../../text.ts';
import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Copied } from '../model/copied.ts';
import type { Task } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import { installFolders } from '../model/task-folders.ts';
import { wholeLines } from '../multi-stage/convert.ts';
import { collectionOf } from '../multi-stage/linked-libraries.ts';
import { isBesideSources } from './beside-sources.ts';
import { CopiedTree } from './copied-tree.ts';
import { installInputs } from './install-inputs.ts';
import { installingPart, runAhead } from './installing-run.ts';
import { bringsSettings, staysInPlace } from './settings-of-the-system.ts';

/** How the sources of a stage come after its first install that does not need them. */
export interface LateSources {
  readonly at: Instruction;
  readonly edits: readonly TextEdit[];
  /** What may still be different, as a question. */
  readonly doubt: string | undefined;
}

/**
 * @param isShipped whether the layers of the stage are those of the image
 * @returns the reason why it cannot be done, or undefined where no install comes after sources
 */
export function lateSources(
  stage: StageModel,
  context: ContextFiles,
  dockerfile: Dockerfile,
  isShipped: boolean,
): LateSources | string | undefined {
  let reason: string | undefined;
  for (const step of stage.steps) {
    const installs = (stage.tasks(step.instruction) ?? []).filter(({ purpose }) => purpose === 'dependencies');
    if (installs.length === 0) continue;
    const all = stage.copied.filter((copied) => copied.step.index < step.index);
    const before = all.filter((copied) => !staysInPlace(copied, all, step.workdir));
    if (before.length === 0) continue;
    const late = (isShipped && whyOneLayer(step, stage)) || behind(step, before, stage, context, dockerfile);
    if (typeof late !== 'string' && late) return late;
    reason ??= late;
  }
  return reason;
}

/** Why an install must stay in one layer with what comes behind it. */
function whyOneLayer({ instruction }: Step, stage: StageModel): string | undefined {
  const takesAway = (stage.tasks(instruction) ?? []).some(({ verb, command: { name, words } }) => {
    const isRemoved = name === 'rm' && words.some(({ value }) => /(^|\/)(node_modules|vendor|\.venv)\/?$/.test(value));
    return verb === 'prune' || isRemoved;
  });
  return takesAway ? `The RUN of line ${instruction.line + 1} takes away again what it installs.` : undefined;
}

/** Puts the copies in front of an install behind it, but for what the install reads. */
function behind(
  step: Step,
  before: readonly Copied[],
  stage: StageModel,
  context: ContextFiles,
  dockerfile: Dockerfile,
): LateSources | string | undefined {
  const installing = installingPart(step, before, stage, dockerfile);
  if (typeof installing === 'string') return installing;
  const inputs = inputsOf(step, installing.tasks, before, stage, context);
  if (typeof inputs === 'string') return inputs;
  const wholeOf = (path: string) => inputs.folders.find((folder) => path.startsWith(`${folder}/`));
  const isRead = (path: string) => inputs.files.has(path) || wholeOf(path) !== undefined;
  // What is there already when a copy brings it once more need not be there twice.
  const there = new Set<string>();
  const moved: { copied: Copied; manifests: string[] }[] = [];
  for (const copied of before) {
    const targets = (copied.files ?? []).map(({ to }) => to);
    const manifests = targets.filter((to) => isRead(to) && !there.has(to));
    if (targets.every(isRead) && targets.length > 0) for (const to of targets) there.add(to);
    else {
      moved.push({ copied, manifests });
      for (const to of manifests) there.add(to);
    }
  }
  const [first] = moved;
  if (!first) return undefined;
  const obstacle = moved
    .map(({ copied, manifests }) => whyNotLater(copied, manifests.length > 0, step, stage))
    .find((why) => why !== undefined);
  if (obstacle) return obstacle;
  const lineBreak = lineBreakOf(dockerfile.text);
  const edits: TextEdit[] = [];
  let later = '';
  for (const { copied, manifests } of moved) {
    const { instruction } = copied.step;
    const range = wholeLines(instruction, dockerfile);
    const lines = copiesOf(manifests, copied, wholeOf, dockerfile);
    later += lineBreak + dockerfile.text.slice(range.start, range.end).replace(/[\r\n]+$/, '');
    edits.push({ range, newText: lines.map((line) => line + lineBreak).join('') });
  }
  const ahead = inputs.ahead && runAhead(inputs.ahead, step, stage, dockerfile);
  if (ahead && 'reason' in ahead) return ahead.reason;
  const collection = installing.rest === '' ? collectionBehind(step, stage, moved, dockerfile) : undefined;
  const at = collection && { start: collection.range.end, end: collection.range.end };
  if (ahead) edits.push(ahead.edit(later));
  else edits.push({ range: at ?? installing.cut, newText: later + installing.rest });
  return { at: first.copied.step.instruction, edits, doubt: inputs.doubt };
}

/** The RUN right behind an install that collects the libraries of what is installed, and reads no source. */
function collectionBehind(
  install: Step,
  { steps }: StageModel,
  moved: readonly { readonly copied: Copied }[],
  { text }: Dockerfile,
): Instruction | undefined {
  const next = steps[install.index + 1]?.instruction;
  const script = next?.keyword === 'RUN' && next.flags.length === 0 ? next.command?.range : undefined;
  const reads = script && collectionOf(text.slice(script.start, script.end));
  const isOfSources = reads?.some((path) =>
    moved.some(({ copied: { files = [] } }) => files.some(({ to }) => `${to}/`.startsWith(`${path}/`))),
  );
  return reads && !isOfSources ? next : undefined;
}

interface Inputs {
  readonly files: ReadonlySet<string>;
  readonly folders: readonly string[];
  readonly doubt: string | undefined;
  readonly ahead: readonly string[] | undefined;
}

/** All that the installs of a RUN read, or why they cannot be told to read manifests alone. */
function inputsOf(
  step: Step,
  tasks: readonly Task[],
  before: readonly Copied[],
  stage: StageModel,
  context: ContextFiles,
): Inputs | string {
  const { instruction } = step;
  const line = instruction.line + 1;
  if (before.some(({ files, destination }) => !files || destination === undefined))
    return `Which files are there at line ${line} is not known.`;
  if (
    instruction.flags.some(({ name, value }) => name === 'mount' && !/type=(cache|secret|ssh|tmpfs)/.test(value ?? ''))
  )
    return `The install of line ${line} mounts what it reads.`;
  const tree = new CopiedTree(before, context);
  const files = new Set<string>();
  const folders: string[] = [];
  const doubts = new Set<string>();
  let ahead: readonly string[] | undefined;
  for (const { task, folder } of installFolders(stage).filter((install) => tasks.includes(install.task))) {
    if (folder === undefined) return `The folder in which line ${line} installs is not known.`;
    const words = task.command.words.map(({ value }) => value);
    const inputs = installInputs({ task, words, folder, tree });
    if (typeof inputs === 'string') return inputs;
    for (const file of inputs.files) files.add(file);
    folders.push(...(inputs.folders ?? []));
    if (inputs.doubt !== undefined) doubts.add(inputs.doubt);
    ahead = inputs.ahead;
    if (ahead && (stage.tasks(instruction) ?? []).length > 1)
      return `The RUN of line ${line} installs the project itself and does more.`;
  }
  return { files, folders, doubt: [...doubts].join(' ') || undefined, ahead };
}

/** Whether anything between a copy and an install, or the copy itself, stands in the way of copying after it. */
function whyNotLater(copied: Copied, leavesManifests: boolean, install: Step, stage: StageModel): string | undefined {
  const { instruction, index, workdir } = copied.step;
  const line = instruction.line + 1;
  const operands = instruction.words.map(({ raw }) => raw);
  const isRelative = !/^["']?\//.test(operands.at(-1) ?? '');
  if (isRelative && workdir !== install.workdir) return `Line ${line} copies into the folder that WORKDIR named then.`;
  if (bringsSettings(copied, install.workdir)) return `Line ${line} copies settings of the system along.`;
  if (instruction.flags.some(({ name }) => name === 'exclude' || name === 'parents'))
    return `Line ${line} copies a selection of files.`;
  if (!leavesManifests && instruction.flags.some(({ name }) => name === 'chown' || name === 'chmod'))
    return `Line ${line} makes a folder with an owner or a mode of its own.`;
  const hasVariables = [...instruction.flags.map(({ value }) => value ?? ''), ...operands].some((text) =>
    /\$/.test(text),
  );
  for (const { instruction: between, workdir: folder } of stage.steps.slice(index + 1, install.index)) {
    if (between.keyword === 'VOLUME' || between.keyword === 'ONBUILD')
      return `${between.keyword} stands between the sources and the install.`;
    if (hasVariables && /^(ENV|ARG)$/.test(between.keyword)) return `What line ${line} copies hangs on a variable.`;
    if (between.keyword !== 'RUN') continue;
    const tasks = stage.tasks(between);
    const reader = tasks?.find((task) => task.purpose !== 'dependencies' && !isBesideSources(task, folder, [copied]));
    const other = tasks?.find(({ purpose }) => purpose === 'dependencies');
    if (!tasks || reader || other) return `Line ${between.line + 1} may read the sources before anything is installed.`;
  }
  return undefined;
}

/** The COPYs that bring the manifests alone, to where the whole was copied. */
function copiesOf(
  manifests: readonly string[],
  { files = [], destination = '/', step }: Copied,
  wholeOf: (path: string) => string | undefined,
  { text }: Dockerfile,
): string[] {
  const { instruction } = step;
  const folders = new Map<string, Set<string>>();
  for (const to of manifests) {
    const from = files.findLast((file) => file.to === to)?.from as string;
    const isWhole = wholeOf(to);
    const folder = isWhole === undefined ? to.slice(0, to.lastIndexOf('/') + 1) : `${isWhole}/`;
    const source = isWhole === undefined ? from : from.slice(0, from.length - (to.length - isWhole.length));
    folders.set(folder, new Set([...(folders.get(folder) ?? []), source]));
  }
  const keyword = text[instruction.keywordRange.start] === instruction.keyword[0] ? 'COPY' : 'copy';
  const flags = instruction.flags.map(({ range }) => `${text.slice(range.start, range.end)} `).join('');
  const written = instruction.command ? '' : (instruction.words.at(-1)?.value ?? '');
  const whole = destination.endsWith('/') ? destination : `${destination}/`;
  const depth = (folder: string) => folder.split('/').length;
  const sorted = [...folders].sort(([a], [b]) => depth(a) - depth(b));
  return sorted.map(([folder, sources]) => {
    const inside = folder.startsWith(whole) ? folder.slice(whole.length) : undefined;
    const base = /^\.?\/?$/.test(written) && !written.startsWith('/') ? './' : `${written.replace(/\/$/, '')}/`;
    const target = inside === undefined ? folder : base + inside;
    const words = [...sources, target];
    const operands = words.some((word) => /\s/.test(word)) ? JSON.stringify(words) : words.join(' ');
    return `${keyword} ${flags}${operands}`;
  });
}
