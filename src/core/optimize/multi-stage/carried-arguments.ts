import type { Dockerfile } from '../../dockerfile/model.ts';
import type { StageModel } from '../model/build-model.ts';
import { argumentIn, joinPath, type Step, variablesOf } from '../model/steps.ts';
import type { Place } from '../rewrite.ts';

/**
 * Lets the last stage obey the ARGs that the stage it was cut from obeys: a folder that one of them names is named
 * by it again, and each that is referred to is declared, as is what the image of the build has set.
 *
 * @param place what a conversion makes of a stage
 */
export function carriedArguments(place: Place | undefined, stage: StageModel, dockerfile: Dockerfile) {
  if (!place) return place;
  const named = foldersNamed(stage);
  const edits = place.edits.map((edit) => {
    const text = edit.newText.replaceAll('\r\n', '\n');
    const from = /(^|\n)from [^\n]*/i.exec(text);
    if (!from) return edit;
    const end = from.index + from[0].length;
    const last = byNames(text.slice(end + 1), named);
    const lines = [byNames(text.slice(0, end), named), ...declared(last, edit.range.end, stage, dockerfile), last];
    const newText = lines.join('\n').replaceAll('\n', edit.newText.includes('\r\n') ? '\r\n' : '\n');
    return { ...edit, newText };
  });
  return { ...place, edits };
}

interface NamedFolder {
  /** Absolute, with the values that the ARGs have by themselves. */
  readonly path: string;
  /** As it is written. */
  readonly raw: string;
}

/** The folders that hang on an ARG, the longest first. */
function foldersNamed({ steps }: StageModel): readonly NamedFolder[] {
  const found: NamedFolder[] = [];
  for (const step of steps) {
    const { keyword, words } = step.instruction;
    const word = keyword === 'WORKDIR' || keyword === 'COPY' || keyword === 'ADD' ? words.at(-1) : undefined;
    const value = word && step.expand(word);
    if (!word || value === undefined || argumentIn(word.raw, step) === undefined || /["'\s]/.test(word.raw)) continue;
    const path = joinPath(step.workdir, value);
    if (path === undefined || path === '/' || (!value.startsWith('/') && step.workdir === undefined)) continue;
    const base = found.find((other) => other.path === step.workdir)?.raw ?? step.workdir;
    const raw = value.startsWith('/') ? word.raw : `${base}/${word.raw.replace(/^\.\//, '')}`;
    found.push({ path, raw: raw.replace(/\/$/, '') });
  }
  return found.sort((a, b) => b.path.length - a.path.length);
}

/** What a path may be written with variables in: not what starts, and not what the file says of the image. */
const putsIn = /^(workdir|copy|run|&&)$/i;

function byNames(text: string, named: readonly NamedFolder[]): string {
  return linesOf(text)
    .map(({ line, keyword }) => (putsIn.test(keyword) ? named.reduce(replaced, line) : line))
    .join('\n');
}

/** Each with the keyword of the instruction that it belongs to; of a part of one, that starts in the middle, `&&`. */
function linesOf(text: string): { line: string; keyword: string }[] {
  let keyword = '&&';
  let goesOn = /^\s/.test(text);
  return text.split('\n').map((line) => {
    if (!goesOn) keyword = /^\s*([A-Za-z]+)\b/.exec(line)?.[1] ?? '';
    goesOn = /\\$/.test(line);
    return { line, keyword };
  });
}

function replaced(line: string, { path, raw }: NamedFolder): string {
  const escaped = path.replace(/[.*+?^{}()|[\]\\$]/g, '\\$&');
  return line.replace(new RegExp(`(?<![\\w./}-])${escaped}(?=[/\\s"'*)|;&]|$)`, 'g'), () => raw);
}

/** The ARGs that a last stage refers to and does not have, as they are written in front of the cut. */
function declared(last: string, cut: number, { steps, stage }: StageModel, dockerfile: Dockerfile): readonly string[] {
  const { text } = dockerfile;
  const isBefore = ({ instruction }: Step) => instruction.range.end <= cut;
  const textOf = ({ instruction: { range } }: Step) => text.slice(range.start, range.end);
  const obeying = [
    ...linesOf(last).flatMap(({ line, keyword }) => (obeys.test(keyword) || putsIn.test(keyword) ? [line] : [])),
    ...steps.filter((step) => !isBefore(step) && obeys.test(step.instruction.keyword)).map(textOf),
  ];
  const all = steps.filter((step) => step.instruction.keyword === 'ARG' && isBefore(step));
  let wanted: readonly Step[] = [];
  for (;;) {
    const said = [...obeying, ...wanted.map(textOf)].join('\n');
    const more = all.filter(({ instruction: { pairs } }) =>
      pairs.some(({ name }) => new RegExp(`\\$\\{?${name.value}\\b`).test(said)),
    );
    if (more.length === wanted.length) break;
    wanted = more;
  }
  const said = [...obeying, ...wanted.map(textOf)].join('\n');
  const ofBase = Object.entries(variablesOf(stage, dockerfile))
    .filter(([name]) => new RegExp(`\\$\\{?${name}\\b`).test(said) && !new RegExp(`^ENV ${name}\\b`, 'im').test(said))
    .map(([name, value]) => `ENV ${name}=${value}`);
  return [...ofBase, ...wanted.map(textOf).filter((line) => !`\n${last}`.includes(`\n${line}`))];
}

/** The instructions that the builder puts values in. */
const obeys = /^(env|workdir|user|expose|label|volume|stopsignal|arg)$/i;
