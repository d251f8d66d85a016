/** Reads the text of a `quayside.yaml`: the spec, or every problem with the place where it lies. */
import { type Document, isMap, isPair, isScalar, type Node, type Pair, parseDocument } from 'yaml';
import * as z from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import { UserFacingError } from '../errors.ts';
import { nearestWord } from '../nearest-word.ts';
import { LineIndex, type Position, type Range } from '../text.ts';
import { impossibleValues } from './impossible.ts';
import { type ServiceSpec, serviceSpecSchema } from './spec.ts';
import { expectation } from './spec-expectations.ts';

export interface SpecProblem {
  /** A sentence. */
  readonly message: string;
  readonly range: Range;
  /** Where `range` starts. */
  readonly position: Position;
}

export type ParsedSpec =
  | { readonly spec: ServiceSpec; readonly problems?: undefined }
  | { readonly spec?: undefined; readonly problems: readonly [SpecProblem, ...SpecProblem[]] };

type Path = readonly PropertyKey[];

/** Every problem is listed, in the order of the file. */
export function parseSpec(text: string): ParsedSpec {
  const document = parseDocument(text, { prettyErrors: false });
  const lines = new LineIndex(text);
  const found: { message: string; range: Range }[] = document.errors.map((error) => ({
    message: `The file is not valid YAML: ${error.message.replace(/\.?$/, '')}.`,
    range: { start: Math.min(error.pos[0], text.length), end: Math.min(error.pos[1], text.length) },
  }));
  if (found.length === 0) {
    const raw = withoutEmptySections(document.toJS({ maxAliasCount: 100 }));
    const result = serviceSpecSchema.safeParse(raw);
    const impossible = impossibleValues(raw);
    if (result.success && impossible.length === 0) return { spec: result.data };
    const better = new Set(impossible.map(({ path }) => dotted(path)));
    const issues = result.error?.issues.filter((issue) => !better.has(dotted(issue.path))) ?? [];
    found.push(
      ...issues.flatMap((issue) => inWords(issue, document)),
      ...impossible.map(({ message, path }) => ({ message, range: rangeOfValue(document, path) })),
    );
  }
  const problems = found
    .map((problem) => ({ ...problem, position: lines.positionAt(problem.range.start) }))
    .sort((a, b) => a.range.start - b.range.start);
  return { problems: problems as [SpecProblem, ...SpecProblem[]] };
}

/** The first problem as the one error that a person is shown; the others are counted. */
export function invalidSpec(problems: readonly [SpecProblem, ...SpecProblem[]], file: string): UserFacingError {
  const [first, ...others] = problems;
  const place = { line: first.position.line + 1, column: first.position.character + 1 };
  const more =
    others.length === 0 ? '' : others.length === 1 ? ' One more is wrong.' : ` ${others.length} more are wrong.`;
  return new UserFacingError({
    code: 'invalid-spec',
    message: first.message,
    action: { says: `Correct line ${place.line} of ${file.replace(/^.*[\\/]/, '')} and try again.${more}` },
    location: { file, ...place },
  });
}

/** The schema of the file as an editor reads it, for completion and hover. */
export function specJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(serviceSpecSchema, { io: 'input', target: 'draft-7' }) };
}

function inWords(issue: $ZodIssue, document: Document): { message: string; range: Range }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: unknownKey(key, issue.path),
      range: rangeOfKey(document, [...issue.path, key]),
    }));
  }
  if (issue.code === 'invalid_key') {
    return [
      {
        message: `\`${dotted(issue.path)}\` is not a name that can be used here.`,
        range: rangeOfKey(document, issue.path),
      },
    ];
  }
  const value = document.getIn(issue.path as unknown[]);
  if (issue.path.length === 0) {
    return [
      { message: 'The file holds no settings; it needs at least `name` and `port`.', range: { start: 0, end: 0 } },
    ];
  }
  if (value === undefined) {
    return [
      {
        message: `\`${dotted(issue.path)}\` is missing: ${expectation(issue.path)}.`,
        range: rangeOfParent(document, issue.path),
      },
    ];
  }
  return [
    {
      message: `\`${dotted(issue.path)}\` cannot be ${shown(value)}: it has to be ${expectation(issue.path)}.`,
      range: rangeOfValue(document, issue.path),
    },
  ];
}

function unknownKey(key: string, parent: Path): string {
  const known = knownKeys(parent);
  const meant = nearestWord(key, known);
  const where = parent.length > 0 ? ` in \`${dotted(parent)}\`` : '';
  return meant
    ? `Unknown key \`${key}\`${where}; did you mean \`${meant}\`?`
    : `Unknown key \`${key}\`${where}; the keys are ${known.join(', ')}.`;
}

/** Keys of the object at a path of the schema, through defaults and optionals. */
function knownKeys(path: Path): string[] {
  let at: unknown = serviceSpecSchema;
  for (const step of path) at = shapeOf(at)?.[String(step)];
  return Object.keys(shapeOf(at) ?? {});
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  let at = schema as { shape?: Record<string, unknown>; def?: { innerType?: unknown } } | undefined;
  while (at && !at.shape) at = at.def?.innerType as typeof at;
  return at?.shape;
}

/** `redis:` with nothing after it asks for everything as it comes. */
function withoutEmptySections(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const sections = new Set(['build', 'healthCheck', 'environment', 'redis', 'logs']);
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => [key, value === null && sections.has(key) ? {} : value]),
  );
}

function rangeOfValue(document: Document, path: Path): Range {
  const node = document.getIn(path as unknown[], true) as Node | undefined;
  if (!node?.range || (isScalar(node) && node.value === null)) return rangeOfKey(document, path);
  return { start: node.range[0], end: node.range[1] };
}

function rangeOfKey(document: Document, path: Path): Range {
  const key = pairAt(document, path)?.key as Node | undefined;
  return key?.range ? { start: key.range[0], end: key.range[1] } : rangeOfParent(document, path);
}

/** Where something is missing: the key that it belongs under, else the first key of the file. */
function rangeOfParent(document: Document, path: Path): Range {
  if (path.length > 1) return rangeOfKey(document, path.slice(0, -1));
  const first = isMap(document.contents) ? (document.contents.items[0]?.key as Node | undefined) : undefined;
  return first?.range ? { start: first.range[0], end: first.range[1] } : { start: 0, end: 0 };
}

function pairAt(document: Document, path: Path): Pair | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1) as unknown[], true) : document.contents;
  if (!isMap(parent)) return undefined;
  const last = String(path.at(-1));
  return parent.items.find(
    (item): item is Pair => isPair(item) && isScalar(item.key) && String(item.key.value) === last,
  );
}

function dotted(path: Path): string {
  return path.map(String).join('.');
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return 'empty';
  return isMap(value) ? 'a group of keys' : 'a list';
}
