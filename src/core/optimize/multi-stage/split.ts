import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { appendCommand } from '../../lint/append-command.ts';
import type { TextEdit } from '../../text.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Step } from '../model/steps.ts';
import type { Place } from '../rewrite.ts';
import { endOfLine, wholeLines } from './convert.ts';

/** What part of a stage becomes a build stage of its own, on the same base as the stage that runs. */
export interface Split {
  readonly stage: StageModel;
  /** The first and the last instruction that belong to the build, by their positions in the stage. */
  readonly first: number;
  readonly last: number;
  /** Of those in between: what the last stage does again, as it is written. */
  readonly repeated: (step: Step) => boolean;
  /** Of those: what is done once, in front of the build, since it has nothing to do with what is built. */
  readonly hoisted?: ReadonlySet<Step>;
  /** Edits in front of the build and in it. */
  readonly edits?: readonly TextEdit[];
  /** At the beginning of the build stage. */
  readonly setUp?: readonly string[];
  /** Commands at the end of the build stage. */
  readonly endOfBuild?: readonly string[];
  /** What the last stage takes over, as instructions. */
  readonly copies: readonly string[];
}

/** In the build stage they have no effect that anything needs. */
const moves = new Set(['EXPOSE', 'LABEL', 'VOLUME', 'STOPSIGNAL', 'HEALTHCHECK', 'CMD', 'ENTRYPOINT', 'MAINTAINER']);

const baseName = 'base';
const buildName = 'build';

/**
 * Makes three stages of one: what both need, what builds, and what runs. Nothing is written anew but the lines
 * that part them.
 */
export function split(given: Split, dockerfile: Dockerfile): Place {
  const { stage, first, last, repeated, edits = [], setUp = [], endOfBuild = [], copies } = given;
  const { steps } = stage;
  const { text } = dockerfile;
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const from = stage.stage.from;
  const isLower = text[from.keywordRange.start] === 'f';
  const [FROM, AS] = isLower ? ['from', 'as'] : ['FROM', 'AS'];
  const name = stage.stage.name?.value ?? baseName;
  const all: TextEdit[] = [...edits];
  const lines = (parts: readonly string[]) => parts.map((part) => part + lineBreak).join('');
  if (!stage.stage.name) all.push({ range: after(from), newText: ` ${AS} ${name}` });
  const start = wholeLines(steps[first]?.instruction as Instruction, dockerfile).start;
  const hoisted = given.hoisted && hoist(given.hoisted, steps, first, edits, dockerfile);
  all.push(...(hoisted?.edits ?? []));
  const above = hoisted?.above ?? [];
  const gap = above.length === 0 && /(^|\n)[ \t]*\r?\n$/.test(text.slice(0, start)) ? [] : [''];
  all.push({
    range: { start, end: start },
    newText: lines([...above, ...gap, `${FROM} ${name} ${AS} ${buildName}`, ...setUp]),
  });
  const again: string[] = [];
  for (const step of steps.slice(first, last + 1)) {
    const isMoved = moves.has(step.instruction.keyword);
    if (hoisted?.steps.has(step)) continue;
    if (!isMoved && !repeated(step)) continue;
    const range = wholeLines(step.instruction, dockerfile);
    again.push(text.slice(range.start, range.end).replace(/[\r\n]+$/, ''));
    if (isMoved) all.push({ range, newText: '' });
  }
  const built = (steps[last] as Step).instruction;
  const end = endOfLine(built.range.end, text);
  // In the RUN that is there, where it can simply go on.
  const more = endOfBuild.join(' && ');
  const joined = more === '' || end !== built.range.end ? undefined : appendCommand(built, more, dockerfile)?.newText;
  const own = more === '' || joined !== undefined ? [] : [`RUN ${more}`];
  const parts = [...own, '', `${FROM} ${name}`, ...again, ...copies];
  all.push({ range: { start: end, end }, newText: (joined ?? '') + parts.map((part) => lineBreak + part).join('') });
  return { range: from.range, edits: all };
}

interface Hoisted {
  readonly steps: ReadonlySet<Step>;
  readonly edits: readonly TextEdit[];
  /** Lines in front of the build. */
  readonly above: readonly string[];
}

/** Takes RUNs in front of the build, where they join the RUN that stands there; undefined where they cannot. */
function hoist(
  wanted: ReadonlySet<Step>,
  steps: readonly Step[],
  first: number,
  edits: readonly TextEdit[],
  dockerfile: Dockerfile,
): Hoisted | undefined {
  const { text } = dockerfile;
  const isRun = (step: Step | undefined) => step?.instruction.keyword === 'RUN';
  const found = new Set<Step>();
  for (const step of wanted) {
    const left = steps.slice(0, step.index).findLast((each) => each.index >= first && !found.has(each));
    // RUNs side by side would be a finding of their own, and what comes later may need what this one installs.
    if (isRun(left) && isRun(steps[step.index + 1])) break;
    found.add(step);
  }
  const runs = [...found].map(({ instruction }) => instruction);
  const scripts = runs.map(({ command, range }) => text.slice(command?.range.start ?? range.start, range.end));
  if (runs.length === 0) return undefined;
  const before = steps[first - 1];
  const isJoined = isRun(before) || runs.length > 1;
  if (isJoined && scripts.some((script) => /;|\|\||#/.test(script))) return undefined;
  const script = scripts.join(' && ');
  const joined = before && isRun(before) ? appendCommand(before.instruction, script, dockerfile) : undefined;
  const isTaken = edits.some(
    ({ range }) => joined && range.start <= joined.range.start && joined.range.end <= range.end,
  );
  if (isRun(before) && (!joined || isTaken)) return undefined;
  const keyword = text.slice(runs[0]?.keywordRange.start, runs[0]?.keywordRange.end);
  const gone = runs.map((run) => ({ range: wholeLines(run, dockerfile), newText: '' }));
  return { steps: found, edits: [...gone, ...(joined ? [joined] : [])], above: joined ? [] : [`${keyword} ${script}`] };
}

function after({ range: { end } }: Instruction) {
  return { start: end, end };
}
