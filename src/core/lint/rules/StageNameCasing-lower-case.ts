import type { Dockerfile, Flag, Instruction, Stage } from '../../dockerfile/model.ts';
import type { Range, TextEdit } from '../../text.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const lowerCaseStageName = defineRule({
  code: 'StageNameCasing',
  severity: 'warning',
  fix: 'safe',
  summary: 'Write the name of a stage in lower case: the builder does not tell the cases apart',
  perFile: (): { readonly stage: Stage; readonly name: Range }[] => [],
  on: {
    FROM: (_, { inFile, stage }) => {
      const name = stage?.name;
      if (stage && name && name.value !== name.value.toLowerCase()) inFile.push({ stage, name: name.range });
    },
  },
  atEnd: ({ dockerfile, inFile, report }) => {
    if (inFile.length === 0) return;
    const uses = usesOfStages(dockerfile);
    for (const { stage, name } of inFile) {
      report({ range: name }, { instruction: stage.from, fix: inLowerCase(stage, dockerfile, uses) });
    }
  },
});

/** Where stages are named, by lower-cased name; undefined where one of the places cannot be rewritten. */
type Uses = ReadonlyMap<string, { readonly at: Range; readonly written: string }[] | undefined>;

/** Everywhere at once: hadolint, unlike the builder, does tell the cases apart. */
function inLowerCase({ name }: Stage, { stages, text }: Dockerfile, uses: Uses): Fix | undefined {
  const lower = name?.value.toLowerCase() ?? '';
  if (!name || name.raw !== name.value || lower === 'scratch' || lower === 'context') return undefined;
  if (stages.filter((other) => other.name?.value.toLowerCase() === lower).length > 1) return undefined;
  if (uses.has(lower) && !uses.get(lower)) return undefined;
  const places = [{ at: name.range, written: name.value }, ...(uses.get(lower) ?? [])];
  const edits = places.flatMap(({ at, written }): TextEdit[] => {
    if (written === lower || text.slice(at.start, at.end) !== written) return [];
    return [{ range: at, newText: lower }];
  });
  return { title: `Rename the stage to ${lower}`, safety: 'safe', edits };
}

function usesOfStages({ instructions, text }: Dockerfile): Uses {
  const uses = new Map<string, { at: Range; written: string }[] | undefined>();
  const add = (written: string, at: Range | undefined) => {
    const lower = written.toLowerCase();
    const known = uses.has(lower) ? uses.get(lower) : [];
    const isPlain = at !== undefined && text.slice(at.start, at.end) === written;
    uses.set(lower, isPlain && known ? [...known, { at, written }] : undefined);
  };
  for (const instruction of instructions) {
    const [image] = instruction.words;
    if (instruction.keyword === 'FROM' && image) add(image.value, image.range);
    for (const flag of sourceFlags(instruction)) {
      if (flag.name === 'from') add(flag.value ?? '', flag.valueRange);
      else for (const [written, at] of mountSources(flag)) add(written, at);
    }
  }
  return uses;
}

function sourceFlags({ flags, keyword, trigger }: Instruction): readonly Flag[] {
  if (trigger) return sourceFlags(trigger);
  const name = keyword === 'COPY' ? 'from' : keyword === 'RUN' ? 'mount' : undefined;
  return name ? flags.filter((flag) => flag.name === name) : [];
}

/** The names after `from=` in a mount. */
function mountSources({ value = '', valueRange }: Flag): [string, Range | undefined][] {
  return [...value.matchAll(/(?<=(?:^|,)"?from=)[^,"]*/gi)].map(({ 0: written, index }) => {
    const isPlain = valueRange !== undefined && valueRange.end - valueRange.start === value.length;
    const start = (valueRange?.start ?? 0) + index;
    return [written, isPlain ? { start, end: start + written.length } : undefined];
  });
}
