/** What can stand at a place, as plain data. Nothing is read but the text: paths are for the caller to look up. */
import type { Range } from '../../text.ts';
import type { Dockerfile, Instruction } from '../model.ts';
import { type Completion, stageItems, type Typed } from './completion-items.ts';
import { completeFlags } from './flag-completion.ts';
import { builtInArguments, type Names } from './names.ts';
import { instructionEntries } from './reference.ts';
import { valuesAt } from './values.ts';

export interface Completions {
  readonly items: readonly Completion[];
  /** An image may stand here: what is written of its name, and where. */
  readonly image?: { readonly written: string; readonly range: Range };
  /** A folder of the build context whose entries fit too, `''` for the context itself, and what an entry replaces. */
  readonly paths?: { readonly folder: string; readonly range: Range };
}

const none: Completions = { items: [] };

export function completionsAt(dockerfile: Dockerfile, names: Names, offset: number): Completions {
  const { comments, text } = dockerfile;
  if (comments.some(({ range }) => range.start < offset && offset <= range.end)) return none;
  if (dockerfile.directives.some(({ range }) => range.start < offset && offset <= range.end)) return none;
  const instruction = instructionAt(dockerfile, offset);
  if (!instruction) {
    const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
    return text.slice(lineStart, offset).trim() === '' ? keywords(dockerfile, offset, offset) : none;
  }
  const heredoc = instruction.heredocs.find(({ body }) => body.start <= offset && offset <= body.end);
  if (heredoc) {
    const isExpanded = instruction.keyword === 'RUN' || !heredoc.quoted;
    const variable = isExpanded ? variableAt(text.slice(heredoc.body.start, offset)) : undefined;
    return variable === undefined ? none : variables(dockerfile, names, instruction, offset, variable);
  }
  const written = text.slice(instruction.range.start, offset);
  const folded = fold(written, dockerfile);
  const [, keyword = '', gap = '', rest = ''] = /^(\S*)(\s*)([\s\S]*)$/.exec(folded) ?? [];
  if (gap === '') return keywords(dockerfile, instruction.range.start, offset);
  if (keyword.toUpperCase() === 'ONBUILD') {
    const [, inner = '', innerGap = '', innerRest = ''] = /^(\S*)(\s*)([\s\S]*)$/.exec(rest) ?? [];
    if (innerGap === '') return keywords(dockerfile, offset - inner.length, offset, true);
    return completeArguments(dockerfile, names, typed(inner, innerRest, instruction, offset));
  }
  return completeArguments(dockerfile, names, typed(keyword, rest, instruction, offset));
}

function typed(keyword: string, text: string, instruction: Instruction, offset: number): Typed {
  const words = text.split(/\s+/);
  const word = words.pop() ?? '';
  return { keyword: keyword.toUpperCase(), text, word, before: words.filter(Boolean), instruction, offset };
}

function completeArguments(dockerfile: Dockerfile, names: Names, at: Typed): Completions {
  const { before, instruction, keyword, offset, word } = at;
  const variable = keyword === 'MAINTAINER' ? undefined : variableAt(at.text);
  if (variable !== undefined) return variables(dockerfile, names, instruction, offset, variable);
  if (word.startsWith('--') && before.every((one) => one.startsWith('--')))
    return { items: completeFlags(dockerfile, at), ...imageIn(imageInFlag(keyword, word), offset) };
  const words = before.filter((one) => !one.startsWith('--'));
  const items = argumentsOf(dockerfile, names, at, words);
  if (keyword === 'FROM' && words.length === 0 && word !== '-') return { items, ...imageIn(word, offset) };
  const flags = word === '-' && words.length === 0 ? completeFlags(dockerfile, at) : [];
  const takesPaths = (keyword === 'COPY' || keyword === 'ADD') && !before.some((one) => /^--from=/i.test(one));
  // Behind a source, what begins with `.` or `/` is most likely the target, and no proposal may stand in its way.
  const isTarget = words.length > 0 && (word.startsWith('/') || !/[^./]/.test(word));
  if (!takesPaths || isTarget || /["'$\\:]/.test(word) || word.startsWith('[')) return { items: [...flags, ...items] };
  const slash = word.lastIndexOf('/') + 1;
  const folder = word.slice(0, slash).replace(/^(?:\.?\/)+/, '');
  return { items: flags, paths: { folder, range: { start: offset - (word.length - slash), end: offset } } };
}

/** What stands in a flag that can name an image. */
function imageInFlag(keyword: string, word: string): string | undefined {
  if (keyword === 'COPY') return /^--from=(.*)$/i.exec(word)?.[1];
  return keyword === 'RUN' ? /^--mount=(?:.*,)?from=([^,]*)$/i.exec(word)?.[1] : undefined;
}

function imageIn(written: string | undefined, offset: number): Pick<Completions, 'image'> {
  if (written === undefined || /["'$\\]/.test(written)) return {};
  return { image: { written, range: { start: offset - written.length, end: offset } } };
}

const values: Readonly<Record<string, readonly string[]>> = {
  HEALTHCHECK: ['CMD', 'NONE'],
  SHELL: ['["/bin/sh", "-c"]', '["/bin/bash", "-o", "pipefail", "-c"]', '["/bin/ash", "-eo", "pipefail", "-c"]'],
  STOPSIGNAL: ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGKILL', 'SIGWINCH'],
};

function argumentsOf(dockerfile: Dockerfile, names: Names, at: Typed, words: readonly string[]): Completion[] {
  const { instruction, keyword, offset, word } = at;
  const range = { start: offset - word.length, end: offset };
  const item = (label: string, kind: Completion['kind'], detail?: string): Completion => ({
    label,
    kind,
    insertText: label,
    range,
    ...(detail ? { detail } : {}),
  });
  if (keyword === 'FROM') {
    if (words.length === 0)
      return [...stageItems(dockerfile, instruction, range), item('scratch', 'value', 'an empty image')];
    return words.length === 1 ? [item(inCaseOf(instruction.keywordRange, dockerfile, 'AS'), 'value')] : [];
  }
  if (keyword === 'ARG' && instruction.stage && !word.includes('=')) {
    const global = names
      .variablesAt(offset, undefined)
      .map(({ text }) => item(text, 'variable', 'from before the first FROM'));
    return [...global, ...builtInArguments.map((name) => item(name, 'variable', 'set by the builder'))];
  }
  return words.length === 0 ? (values[keyword] ?? []).map((value) => item(value, 'value')) : [];
}

/** What stands behind the `$` or `${` at the end of a text; undefined where no variable is being typed. */
function variableAt(text: string): string | undefined {
  return /(?<!\\)\$\{?(?:[A-Za-z_]\w*)?$/.exec(text)?.[0];
}

function variables(
  dockerfile: Dockerfile,
  names: Names,
  instruction: Instruction,
  offset: number,
  written: string,
): Completions {
  const braced = written.startsWith('${');
  const range = { start: offset - written.length + (braced ? 2 : 1), end: offset };
  const close = braced && dockerfile.text[offset] !== '}' ? '}' : '';
  const isFrom = instruction.keyword === 'FROM';
  const known = names.variablesAt(instruction.range.start, isFrom ? undefined : instruction.stage);
  const lookup = valuesAt(dockerfile, instruction.range.start);
  const visible = known.map(({ text, declarations }): Completion => {
    const value = lookup(text);
    const keyword = declarations[0]?.instruction.keyword ?? '';
    return {
      label: text,
      kind: 'variable',
      insertText: text + close,
      range,
      detail: value ? `${keyword}, ${value}` : keyword,
    };
  });
  const builtIn = isFrom ? builtInArguments : [];
  return {
    items: [
      ...visible,
      ...builtIn.map(
        (name): Completion => ({
          label: name,
          kind: 'variable',
          insertText: name + close,
          range,
          detail: 'set by the builder',
        }),
      ),
    ],
  };
}

function keywords(dockerfile: Dockerfile, start: number, end: number, inTrigger = false): Completions {
  const { instructions, stages, text } = dockerfile;
  const typedSoFar = text.slice(start, end);
  if (!/^[A-Za-z]*$/.test(typedSoFar)) return none;
  const others = instructions.filter(({ keywordRange }) => keywordRange.start !== start);
  const isLower =
    typedSoFar === ''
      ? others.length > 0 && others.every(({ keywordRange: at }) => /^[a-z]/.test(text.slice(at.start, at.end)))
      : typedSoFar === typedSoFar.toLowerCase() &&
        others.every(({ keywordRange: at }) => /^[a-z]/.test(text.slice(at.start, at.end))) &&
        others.length > 0;
  const hasStage = stages.some(({ range }) => range.start < start);
  const items = [...instructionEntries].flatMap(([keyword, { says, syntax }]): Completion[] => {
    if (!hasStage && keyword !== 'FROM' && keyword !== 'ARG') return [];
    if (keyword === 'MAINTAINER' || (inTrigger && (keyword === 'FROM' || keyword === 'ONBUILD'))) return [];
    const label = isLower ? keyword.toLowerCase() : keyword;
    return [
      {
        label,
        kind: 'instruction',
        insertText: /[ \t]/.test(text[end] ?? '') ? label : `${label} `,
        range: { start, end },
        detail: syntax,
        documentation: says,
        again: true,
      },
    ];
  });
  return { items };
}

/** The instruction that what is typed at a place would belong to. */
function instructionAt(dockerfile: Dockerfile, offset: number): Instruction | undefined {
  const { instructions, text } = dockerfile;
  const instruction = instructions.findLast(({ range }) => range.start <= offset);
  if (!instruction) return undefined;
  const { heredocs, range } = instruction;
  if (offset <= range.end) {
    const inHeredocs = heredocs.some(
      ({ body, terminator }) => body.start <= offset && offset <= (terminator?.start ?? body.end),
    );
    const end = heredocs[0] ? heredocs[0].body.start - 1 : range.end;
    return offset <= end || inHeredocs ? instruction : undefined;
  }
  if (heredocs.length > 0) return undefined;
  const between = text.slice(range.end, offset);
  if (/^[^\S\r\n]*$/.test(between)) return instruction;
  // Below a continuation the instruction still goes on, even where nothing is there yet.
  return text[range.end - 1] === dockerfile.escape && /^[^\S\r\n]*(?:\r\n?|\n)\s*$/.test(between)
    ? instruction
    : undefined;
}

function fold(written: string, dockerfile: Dockerfile): string {
  const withoutComments = written.replaceAll(/(?<=[\r\n])[ \t]*#[^\r\n]*/g, '');
  const continuation = dockerfile.escape === '`' ? /`[ \t]*(?:\r\n?|\n)/g : /\\[ \t]*(?:\r\n?|\n)/g;
  return withoutComments.replaceAll(continuation, '');
}

function inCaseOf(at: Range, { text }: Dockerfile, keyword: string): string {
  const written = text.slice(at.start, at.end);
  return written === written.toLowerCase() ? keyword.toLowerCase() : keyword;
}
