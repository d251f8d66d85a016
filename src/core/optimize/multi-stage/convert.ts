import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { Range, TextEdit } from '../../text.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Step } from '../model/steps.ts';
import type { Place } from '../rewrite.ts';
import { accountTools } from './account-tools.ts';
import { carriedArguments } from './carried-arguments.ts';
import { commandsAtEnd, endOfBuild } from './end-of-build.ts';
import { type LinkedLibraries, noLibraries } from './linked-libraries.ts';
import { copyOwnerOf, makerOf, ownerOf, ownersAbove } from './path-owner.ts';
import { tasksOf } from './preconditions.ts';
import type { RuntimeCopy } from './runtime-copy.ts';
import { unsetReferences } from './unset-variables.ts';

/** What a stage becomes: it builds, and a new last stage runs. */
export interface Conversion {
  readonly stage: StageModel;
  /** What the last stage is built on. */
  readonly image: string;
  /** The folder that this image starts in. */
  readonly imageFolder: string;
  /** Commands at the end of the build stage. */
  readonly endOfBuild?: readonly string[];
  /** What the program is linked with, taken along. */
  readonly libraries?: LinkedLibraries;
  /** In place of ENTRYPOINT and CMD, wherever they stand; empty where the image says what starts. */
  readonly start?: readonly string[];
  /** The folder to start in, where it is another one than before; an absolute path. */
  readonly folder?: string | undefined;
  /** Edits of what stays in the build stage. */
  readonly buildEdits?: readonly TextEdit[];
  /** Instructions of the last stage in front of its copies, such as the packages that the program needs. */
  readonly setUp?: readonly string[];
  /** Absolute paths that the last stage takes over, each to where it was. */
  readonly copies: readonly RuntimeCopy[];
  /** Instructions after the copies. */
  readonly finish?: readonly string[];
  /** Whether an image that something is copied from brings what only the build needs. */
  readonly isBuildTool?: (image: string) => boolean;
  /** Steps of the build stage that are done again in the last one, as they are written, in front of the copies. */
  readonly repeated?: ReadonlySet<Instruction>;
}

/** In the build stage these have no effect that anything needs: they move on to the last stage. */
const moves = new Set(['EXPOSE', 'LABEL', 'VOLUME', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD', 'ENTRYPOINT', 'MAINTAINER']);
const starts = new Set(['CMD', 'ENTRYPOINT']);
/** These are needed in both. */
const repeats = new Set(['ENV', 'SHELL']);

/**
 * Cuts a stage in two behind the last instruction that changes files: what was built is copied over, what the
 * image says of itself is said by the last stage. Everything else stays as it is written.
 *
 * @returns undefined for a stage in which nothing changes files
 */
export function convert(conversion: Conversion, dockerfile: Dockerfile): Place | undefined {
  return accountTools(carriedArguments(cutInTwo(conversion, dockerfile), conversion.stage, dockerfile));
}

function cutInTwo(conversion: Conversion, dockerfile: Dockerfile): Place | undefined {
  const { stage, image, buildEdits = [], setUp = [], finish = [], repeated, libraries = noLibraries } = conversion;
  const { steps } = stage;
  const found = endOfBuild(stage, conversion.copies, buildEdits);
  if (!found) return undefined;
  const { cut, needless } = found;
  const last = cut.index;
  // What changes with the manifests alone comes first: what is copied behind it does not make it be copied again.
  const copies = [
    ...conversion.copies.filter(({ isInstalled }) => isInstalled),
    ...conversion.copies.filter(({ isInstalled }) => !isInstalled),
  ];
  const lineBreak = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
  const name = stage.stage.name?.value ?? 'build';
  const edits: TextEdit[] = [...nameStage(stage, name, dockerfile), ...buildEdits];
  const said: string[] = [];
  const before = steps.slice(0, last);
  for (const step of steps.slice(0, last + 1)) {
    const { instruction } = step;
    if (conversion.start && starts.has(instruction.keyword)) {
      edits.push({ range: wholeLines(instruction, dockerfile), newText: '' });
      continue;
    }
    const isAgain =
      repeats.has(instruction.keyword) || repeated?.has(instruction) || bringsMore(instruction, conversion);
    if (!moves.has(instruction.keyword) && !isAgain) continue;
    const range = wholeLines(instruction, dockerfile);
    const unset = image === stage.base?.text ? [] : unsetReferences(step, stage.base, dockerfile);
    said.push(textWithout(unset, range, dockerfile).replace(/[\r\n]+$/, ''));
    if (moves.has(instruction.keyword)) edits.push({ range, newText: '' });
  }
  const folder = conversion.folder ?? folderAfter(cut, steps);
  const isFilled = copies.some(({ path, to = path }) => `${to}/`.startsWith(`${folder}/`));
  const isLeft = conversion.folder === undefined && finish.length === 0 && !isFilled && isLeftAfter(cut, steps);
  const workdir = folder !== undefined && folder !== conversion.imageFolder && !isLeft ? [`WORKDIR ${folder}`] : [];
  // WORKDIR makes it for root there, whoever made it or got it.
  const owner =
    workdir.length > 0 && folder !== undefined ? (ownerOf(folder, stage) ?? maker(folder, conversion)) : undefined;
  const user = steps.slice(0, last + 1).findLast(({ instruction }) => instruction.keyword === 'USER');
  const from = `FROM ${platformOf(stage)}${image}`;
  const written = styleOf(stage, dockerfile);
  const startsLater = steps.findLast(({ instruction, index }) => index > last && starts.has(instruction.keyword));
  const hasCache = !stage.base?.isAlpine;
  const linked = libraries.finish(name, hasCache);
  const lines = [
    ...argumentsFor([...said, ...setUp, ...finish, ...accounts(stage, last, dockerfile)], before, dockerfile),
    ...said,
    ...[
      ...accounts(stage, last, dockerfile),
      ...workdir,
      ...setUp,
      ...linked,
      ...copies
        .filter(({ link }) => link === undefined)
        .map((copy) => copyLine(copy, name, copyOwnerOf(copy.path, stage))),
      ...joined([
        ...(hasCache && linked.length > 0 && copies.some(bringsLibraries) ? ['RUN ldconfig'] : []),
        ...[...new Set([...(owner === undefined ? [] : [`${owner} ${folder}`]), ...ownersAbove(copies, stage)])].map(
          (given) => `RUN chown ${given}`,
        ),
        ...copies.flatMap(afterCopy),
        ...finish.filter(givesAway),
      ]),
      ...finish.filter((line) => !givesAway(line)),
      ...(startsLater ? [] : (conversion.start ?? [])),
    ].map(written),
    ...(user ? [textOf(user.instruction, dockerfile)] : []),
  ];
  const end = endOfLine(cut.instruction.range.end, dockerfile.text);
  const along = copies.filter(({ path, isFolder, to = path }) => isFolder && to === path && path !== '/');
  const more = commandsAtEnd(
    stage,
    cut,
    conversion.endOfBuild ?? [],
    libraries.endOfBuild(along.map(({ path }) => `${path}/`)),
    libraries,
    { lineBreak, keyword: written('RUN') },
  );
  if (more.at !== cut.instruction) {
    const at = endOfLine(more.at.range.end, dockerfile.text);
    edits.push({ range: { start: at, end: at }, newText: more.text });
  }
  edits.push(...needless.map((each) => ({ range: wholeLines(each, dockerfile), newText: '' })));
  const lastStage = [written(from), ...lines.map((line) => line.replace(/(?<!\r)\n/g, lineBreak))].join(lineBreak);
  edits.push({
    range: { start: end, end },
    newText: `${more.at === cut.instruction ? more.text : ''}${lineBreak}${lineBreak}${lastStage}`,
  });
  if (conversion.start) {
    for (const { instruction } of steps.slice(last + 1)) {
      if (!starts.has(instruction.keyword)) continue;
      const newText = instruction === startsLater?.instruction ? conversion.start.map(written).join(lineBreak) : '';
      const range = newText === '' ? wholeLines(instruction, dockerfile) : instruction.range;
      edits.push({ range, newText });
    }
  }
  return { range: stage.stage.from.range, edits };
}

/** Instructions as the file writes them: in capitals or not. */
function styleOf({ stage: { from } }: StageModel, { text }: Dockerfile): (line: string) => string {
  if (text[from.keywordRange.start] !== 'f') return (line) => line;
  return (line) => line.replace(/^(FROM|RUN|COPY|WORKDIR|USER|ENV|CMD)\b/, (keyword) => keyword.toLowerCase());
}

function nameStage({ stage }: StageModel, name: string, { text }: Dockerfile): TextEdit[] {
  if (stage.name) return [];
  const { end } = stage.from.range;
  const as = /^from/.test(text.slice(stage.from.keywordRange.start)) ? 'as' : 'AS';
  return [{ range: { start: end, end }, newText: ` ${as} ${name}` }];
}

function platformOf({ stage: { platform } }: StageModel): string {
  return platform?.value === undefined ? '' : `--platform=${platform.value} `;
}

/** Whether libraries may come along that the loader has to be told of. */
function bringsLibraries({ path, to = path }: RuntimeCopy): boolean {
  return /^\/(usr\/(local\/)?)?(lib(?!\/(python|pypy|locale))(\/|$)|$)/.test(to);
}

/** Whether a COPY brings files of another image that the program may need. */
function bringsMore({ keyword, flags }: Instruction, { isBuildTool }: Conversion): boolean {
  const from = flags.find(({ name }) => name === 'from')?.value;
  return keyword === 'COPY' && from !== undefined && !isBuildTool?.(from) && !builders.test(from);
}

/** Images whose programs build. */
const builders =
  /(^|\/)(composer|golang|rust|maven|gradle|node|gcc|xx|mlocati\/php-extension-installer|php-extension-installer)(:|@|$)/;

function folderAfter(cut: Step, steps: readonly Step[]): string | undefined {
  return steps[cut.index + 1]?.workdir ?? cut.workdir;
}

/** Whether another folder, which is named from the root, follows before anything happens in this one. */
function isLeftAfter(cut: Step, steps: readonly Step[]): boolean {
  const next = steps.slice(cut.index + 1).find(({ instruction: { keyword } }) => keyword === 'WORKDIR');
  return next !== undefined && /^["']?\//.test(next.instruction.words[0]?.raw ?? '');
}

function copyLine({ path, isFolder, to }: RuntimeCopy, stage: string, owner: string | undefined): string {
  const words = [path, to ?? path].map((word) => (isFolder && word !== '/' ? `${word}/` : word));
  const written = words.some((word) => /\s/.test(word)) ? JSON.stringify(words) : words.join(' ');
  return `COPY --from=${stage}${owner === undefined ? '' : ` --chown=${owner}`} ${written}`;
}

/** Users and groups are no files that could be copied: they are made again. */
function accounts(stage: StageModel, before: number, { text }: Dockerfile): string[] {
  return joined(
    tasksOf(stage)
      .filter(({ task, step }) => task.purpose === 'account' && step.index <= before)
      .map(({ task: { command } }) => {
        const written = text.slice(command.range.start, command.range.end);
        const mayFail = command.before?.operator === '||' || command.after?.operator === '||';
        return `RUN ${mayFail ? `(${written} || true)` : written}`;
      }),
  );
}

/** Several RUNs as one. */
function joined(runs: readonly string[]): string[] {
  return runs.length === 0 ? [] : [`RUN ${runs.map((run) => run.replace(/^RUN /, '')).join(' && ')}`];
}

/** What COPY cannot do, as RUNs. */
function afterCopy({ path, link, mode }: RuntimeCopy): string[] {
  if (link !== undefined) return [`RUN mkdir -p ${path.replace(/\/[^/]*$/, '') || '/'} && ln -sf ${link} ${path}`];
  return mode === undefined ? [] : [`RUN chmod ${mode} ${path}`];
}

function givesAway(line: string): boolean {
  return line.startsWith('RUN chown ');
}

/** Who made the folder of the application, unless the conversion gives it to somebody itself. */
function maker(folder: string, { stage, finish = [] }: Conversion): string | undefined {
  return finish.some((line) => line.startsWith('RUN chown ') && line.split(' ').includes(folder))
    ? undefined
    : makerOf(folder, stage);
}

/** The ARGs that some instructions want the values of; apt asks for a time zone unless one says that nobody answers. */
function argumentsFor(lines: readonly string[], before: readonly Step[], dockerfile: Dockerfile): string[] {
  const text = lines.join('\n');
  const isWanted = (name: string) =>
    new RegExp(`\\$\\{?${name}\\b`).test(text) || (name === 'DEBIAN_FRONTEND' && /\bapt(-get)? install\b/.test(text));
  return before
    .filter(({ instruction: { keyword, pairs } }) => {
      return keyword === 'ARG' && pairs.some(({ name }) => isWanted(name.value));
    })
    .map(({ instruction }) => textOf(instruction, dockerfile));
}

function textOf({ range }: Instruction, { text }: Dockerfile): string {
  return text.slice(range.start, range.end);
}

function textWithout(gone: readonly Range[], { start, end }: Range, { text }: Dockerfile): string {
  let kept = '';
  let at = start;
  for (const range of gone) {
    kept += text.slice(at, range.start);
    at = range.end;
  }
  return kept + text.slice(at, end);
}

/** The lines of an instruction with the comments right above it. */
export function wholeLines({ line, range }: Instruction, { comments, lines, text }: Dockerfile): Range {
  let first = line;
  for (let at = comments.findLastIndex((comment) => comment.line < line); comments[at]?.line === first - 1; at--)
    first--;
  const next = lines.positionAt(range.end).line + 1;
  return { start: lines.lineStart(first), end: next < lines.lineCount ? lines.lineStart(next) : text.length };
}

/** Blanks behind an instruction stay with it. */
export function endOfLine(offset: number, text: string): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end;
}
