import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import { GlobalArguments, StageEnvironment } from '../../dockerfile/stage-environment.ts';
import { expand } from '../../dockerfile/variables.ts';
import type { Range } from '../../text.ts';
import { type Context, defineRule } from '../rule.ts';
import { similarName } from '../similar-names.ts';

export const defineVariableFirst = defineRule({
  code: 'UndefinedVar',
  severity: 'warning',
  fix: { none: 'whether the name is wrong or the definition is missing is for a person to say' },
  summary: 'Define the variable with ARG or ENV before it is used',
  perFile: () => new GlobalArguments(),
  perStage: (parent: StageEnvironment | undefined, stage) => new StageEnvironment(parent, stage),
  on: {
    'ADD ARG COPY ENV LABEL RUN STOPSIGNAL USER VOLUME WORKDIR': (instruction, context) => {
      const { dockerfile, inFile, inStage } = context;
      if (!instruction.stage) {
        if (instruction.keyword === 'ARG') inFile.takeArg(instruction, dockerfile);
        return;
      }
      if (mayExpand(instruction, dockerfile)) reportUndefined(instruction, context);
      inStage.take(instruction, dockerfile, inFile);
    },
  },
});

function reportUndefined(
  instruction: Instruction,
  { dockerfile, inStage, report }: Context<GlobalArguments, StageEnvironment>,
): void {
  const seen = new Set<string>();
  for (const { range, isHeredoc } of expandedRanges(instruction)) {
    const text = dockerfile.text.slice(range.start, range.end);
    if (!text.includes('$')) continue;
    const escapeCharacter = isHeredoc ? '\\' : dockerfile.escape;
    for (const { name, range: at } of expand(text, escapeCharacter, inStage.lookup, !isHeredoc).references) {
      if (seen.has(name) || inStage.has(name) || hasEarlierPair(instruction, name, range.start)) continue;
      seen.add(name);
      const meant = similarName(name, inStage.names());
      // What the image of the FROM sets nobody knows here; by custom it is in capitals.
      if (!inStage.isComplete && !meant && !/[a-z]/.test(name)) continue;
      const message = `Define ${name} with ARG or ENV before it is used${meant ? `, or did you mean ${meant}?` : ''}`;
      report({ range: { start: range.start + at.start, end: range.start + at.end } }, { message });
    }
  }
}

/** An ARG sees the ones before it in its own line; an ENV does not. */
function hasEarlierPair({ keyword, pairs }: Instruction, name: string, before: number): boolean {
  return keyword === 'ARG' && pairs.some((pair) => pair.name.value === name && pair.range.end < before);
}

/** What can be told at once of most instructions. */
function mayExpand({ flags, keyword, range }: Instruction, { text }: Dockerfile): boolean {
  return (keyword !== 'RUN' || flags.length > 0) && text.slice(range.start, range.end).includes('$');
}

/** The stretches of an instruction that the builder puts values of variables into. */
function expandedRanges(instruction: Instruction): { readonly range: Range; readonly isHeredoc?: boolean }[] {
  const { flags, heredocs, keyword, pairs, words } = instruction;
  switch (keyword) {
    case 'ARG':
      return pairs.flatMap(({ value }) => value ?? []);
    case 'ENV':
    case 'LABEL':
      return pairs.flatMap(({ name, value }) => (value ? [name, value] : [name]));
    case 'RUN':
      return flags.flatMap(({ name, valueRange }) => (name === 'mount' && valueRange ? { range: valueRange } : []));
    case 'ADD':
    case 'COPY': {
      const expanded = flags.filter(({ name }) => name === 'chown' || name === 'chmod' || name === 'checksum');
      const files = heredocs.filter(({ quoted }) => !quoted).map(({ body }) => ({ range: body, isHeredoc: true }));
      return [...expanded.flatMap(({ valueRange }) => (valueRange ? { range: valueRange } : [])), ...words, ...files];
    }
    default:
      return [...words];
  }
}
