// Which images a Dockerfile is built on, and whether the engine has them or can be given stand-ins.
import type Docker from 'dockerode';
import type { Dockerfile, Instruction, Stage } from '../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { expand } from '../../src/core/dockerfile/variables.ts';
import { provideFor } from '../testbed/images/stand-ins.ts';

/** The images of other people that the stages name, each once: after FROM, `COPY --from` and `RUN --mount`. */
export function basesOf(text: string): readonly string[] {
  const file = parseDockerfile(text);
  const resolve = resolver(file);
  const names = new Set<string>();
  for (const stage of file.stages) {
    if (stage.image && !stage.parent) names.add(resolve(stage.image.text));
    for (const instruction of stage.instructions) {
      for (const source of sourcesOf(instruction)) {
        if (!isStage(file.stages, source)) names.add(resolve(source));
      }
    }
  }
  return [...names];
}

/**
 * Gives the engine a stand-in for each image that it lacks. Returns the reasons why the Dockerfile cannot be built
 * here: none when all its images are there.
 */
export async function provideBases(docker: Docker, text: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const name of basesOf(text)) {
    const provided = await provideFor(docker, name, { dockerfile: text });
    if ('missing' in provided) missing.push(provided.missing);
  }
  return missing;
}

/**
 * The text as an engine without a public registry can build it: the line that asks for another frontend is gone, and
 * all others keep their places.
 */
export function withoutSyntax(text: string): string {
  const directive = parseDockerfile(text).directives.find(({ name }) => name === 'syntax');
  return directive ? `${text.slice(0, directive.range.start)}#${text.slice(directive.range.end)}` : text;
}

function sourcesOf({ keyword, flags }: Instruction): string[] {
  if (keyword === 'COPY') return flags.flatMap(({ name, value }) => (name === 'from' && value ? [value] : []));
  if (keyword !== 'RUN') return [];
  return flags.flatMap(({ name, value }) => {
    const from = name === 'mount' ? /(?:^|,)from=([^,]+)/.exec(value ?? '')?.[1] : undefined;
    return from ? [from] : [];
  });
}

function isStage(stages: readonly Stage[], source: string): boolean {
  if (/^\d+$/.test(source)) return true;
  return stages.some(({ name }) => name?.value.toLowerCase() === source.toLowerCase());
}

/** Variables in image names come from the ARGs before the first FROM. */
function resolver(file: Dockerfile): (text: string) => string {
  const values = new Map<string, string>();
  const lookup = (name: string) => values.get(name);
  for (const { keyword, stage, pairs } of file.instructions) {
    if (keyword !== 'ARG' || stage) continue;
    for (const { name, value } of pairs)
      values.set(name.value, expand(value?.raw ?? '', file.escape, lookup).value ?? '');
  }
  return (text) => expand(text, file.escape, lookup).value ?? text;
}
