import type { Range } from '../../text.ts';
import type { Dockerfile, Flag, Instruction } from '../model.ts';
import { mountFields } from './mount-fields.ts';
import type { Names } from './names.ts';
import {
  flagEntries,
  instructionEntries,
  mountOptionMeanings,
  mountOptionSynonyms,
  mountTypes,
  referencePage,
} from './reference.ts';
import { valuesAt } from './values.ts';

export interface HoverText {
  /** Paragraphs of Markdown. */
  readonly paragraphs: readonly string[];
  readonly range: Range;
}

/** What there is to say of a place. */
export function hoverAt(dockerfile: Dockerfile, names: Names, offset: number): HoverText | undefined {
  const outer = dockerfile.instructions.find(({ range }) => range.start <= offset && offset <= range.end);
  if (!outer || dockerfile.comments.some(({ range }) => range.start <= offset && offset <= range.end)) return undefined;
  const inner = outer.trigger && outer.trigger.range.start <= offset ? outer.trigger : outer;
  return (
    keywordHover(inner, offset) ??
    nameHover(dockerfile, names, offset) ??
    digestHover(dockerfile, inner, offset) ??
    flagHover(dockerfile, inner, offset)
  );
}

const has = (range: Range | undefined, offset: number): range is Range =>
  range !== undefined && range.start <= offset && offset <= range.end;

const link = (title: string, anchor: string): string => `[${title} in Docker's reference](${referencePage}#${anchor})`;

function keywordHover({ keyword, keywordRange }: Instruction, offset: number): HoverText | undefined {
  const entry = instructionEntries.get(keyword);
  if (!entry || !has(keywordRange, offset)) return undefined;
  const paragraphs = [code(entry.syntax, 'dockerfile'), entry.says, link(keyword, entry.anchor)];
  return { paragraphs, range: keywordRange };
}

function flagHover({ text }: Dockerfile, { keyword, flags }: Instruction, offset: number): HoverText | undefined {
  const flag = flags.find(({ range }) => has(range, offset));
  if (!flag) return undefined;
  return mountHover(text, flag, offset) ?? meaningOf(keyword, flag);
}

function meaningOf(keyword: string, { name, range }: Flag): HoverText | undefined {
  const known = flagEntries[keyword] ?? {};
  const entry = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!entry) return undefined;
  const values = entry.values.length > 0 ? [`Values: ${entry.values.map((value) => `\`${value}\``).join(', ')}`] : [];
  return {
    paragraphs: [code(entry.syntax, 'dockerfile'), entry.says, ...values, link(`--${name}`, entry.anchor)],
    range,
  };
}

function mountHover(text: string, { name, valueRange }: Flag, offset: number): HoverText | undefined {
  if (name !== 'mount' || !has(valueRange, offset)) return undefined;
  const field = mountFields(text, valueRange).find(({ keyRange, valueRange: value }) =>
    has({ start: keyRange.start, end: value?.end ?? keyRange.end }, offset),
  );
  if (!field) return undefined;
  const { key, keyRange, value, valueRange: at } = field;
  const type = key === 'type' && has(at, offset) ? mountTypes.get(value.toLowerCase()) : undefined;
  if (type && at) {
    return {
      paragraphs: [type.says, link(`--mount=type=${value}`, `run---mounttype${value.toLowerCase()}`)],
      range: at,
    };
  }
  const meaning = mountOptionMeanings.get(mountOptionSynonyms[key] ?? key);
  return meaning === undefined ? undefined : { paragraphs: [meaning, link('--mount', 'run---mount')], range: keyRange };
}

function nameHover(dockerfile: Dockerfile, names: Names, offset: number): HoverText | undefined {
  const found = names.at(offset);
  if (!found) return undefined;
  const { name, range } = found;
  if (name.kind === 'stage') {
    const stage = names.stageOf(name, dockerfile);
    const uses = name.references.length + name.numbers.length;
    const used = uses === 0 ? 'Nothing below uses it.' : `It is used ${uses === 1 ? 'once' : `${uses} times`}.`;
    return {
      paragraphs: [`Stage **${plain(name.text)}**, built on ${inline(stage?.image?.text ?? '')}.`, used],
      range,
    };
  }
  const last = name.declarations.findLast((one) => one.range.start <= offset) ?? name.declarations[0];
  const isArgument = last?.instruction.keyword === 'ARG';
  const kind = isArgument ? 'Build argument' : 'Environment variable';
  const hasDefault = last?.instruction.pairs.some((pair) => pair.name.value === name.text && pair.value);
  const value = valuesAt(dockerfile, offset)(name.text);
  const given = 'It has the value that the build is given.';
  const unknown = isArgument && !hasDefault ? given : 'Its value is known only when it is built.';
  const set = isArgument ? ', unless the build is given another' : '';
  const says = value === undefined ? given : value === null ? unknown : `Here it is ${inline(value)}${set}.`;
  return { paragraphs: [`${kind} **${plain(name.text)}**`, says], range };
}

function digestHover({ text }: Dockerfile, instruction: Instruction, offset: number): HoverText | undefined {
  const from = instruction.flags.find(({ name }) => name === 'from');
  const images = instruction.keyword === 'FROM' ? [instruction.words[0]?.range] : [from?.valueRange];
  const range = images.find((image) => has(image, offset));
  const written = range && text.slice(range.start, range.end);
  const at = written?.indexOf('@sha256:') ?? -1;
  if (!range || !written || at < 0 || offset < range.start + at) return undefined;
  const tag = /:([\w.-]+)$/.exec(written.slice(0, at))?.[1];
  const paragraphs = [
    'The image is **pinned**: by this digest of its manifest the builder gets the same bytes today and in a year, or an error.',
    ...(tag ? [`The tag ${inline(tag)} before it is for people; the builder looks at the digest alone.`] : []),
    'It gets no security updates by itself: whoever pins must move the pin, as Renovate and Dependabot do.',
  ];
  return { paragraphs, range: { start: range.start + at, end: range.end } };
}

const code = (content: string, language: string): string => `\`\`\`${language}\n${content}\n\`\`\``;

/** Names hold letters, digits and `_-.`, of which Markdown minds one. */
const plain = (text: string): string => text.replaceAll('_', '\\_');

/** Text of the file as code: no character of it can mean anything else. */
function inline(text: string): string {
  if (text === '') return 'empty';
  const short = (text.length > 200 ? `${text.slice(0, 199)}…` : text).replaceAll(/\s+/g, ' ');
  const fence = '`'.repeat(1 + Math.max(0, ...[...short.matchAll(/`+/g)].map(([run]) => run.length)));
  const space = fence.length > 1 ? ' ' : '';
  return `${fence}${space}${short}${space}${fence}`;
}
