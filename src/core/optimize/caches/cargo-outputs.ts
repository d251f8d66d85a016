import { parseShell } from '../../dockerfile/shell.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { joinPath, type Step } from '../model/steps.ts';
import type { TaskInStep } from '../multi-stage/preconditions.ts';

/**
 * The files that something takes from the target folder of cargo after a build, relative to it.
 * @returns the reason why not each of them is known
 */
export function cargoOutputs(
  { step }: TaskInStep,
  family: readonly StageModel[],
  { stages }: BuildModel,
): readonly string[] | string {
  const outputs = new Set<string>();
  const written = new Set<string>();
  const names = new Set(family.flatMap(({ stage }) => [stage.name?.value.toLowerCase(), String(stage.index)]));
  for (const stage of stages) {
    for (const other of stage.steps) {
      const isInside = family.includes(stage);
      if (isInside && isBefore(other, step)) continue;
      if (isInside) for (const text of textsOf(other)) for (const path of writtenBy(text)) written.add(path);
      for (const text of isInside ? textsOf(other) : sourcesFrom(names, other)) {
        const wrong = collect(text, outputs);
        if (wrong)
          return `Line ${other.instruction.line + 1} takes more from the target folder than files by name: ${wrong}.`;
      }
    }
  }
  return [...outputs].filter((path) => !written.has(path));
}

function isBefore({ instruction: a }: Step, { instruction: b }: Step): boolean {
  return a.range.start < b.range.start;
}

function textsOf({ instruction }: Step): string[] {
  if (instruction.keyword !== 'RUN') return [];
  return [parseShell(instruction).text.text, ...instruction.heredocs.map(({ name }) => name)];
}

/** What a COPY or a mount takes from one of the stages. */
function sourcesFrom(names: ReadonlySet<string | undefined>, { instruction, expand }: Step): string[] {
  return instruction.flags.flatMap(({ name, value = '' }) => {
    if (name === 'from' && names.has(value.toLowerCase())) {
      return instruction.words.slice(0, -1).map((word) => joinPath('/', expand(word)) ?? 'target');
    }
    const isMount = name === 'mount' && names.has(/(?:^|,)from=([^,]+)/.exec(value)?.[1]?.toLowerCase());
    return isMount ? [/(?:^|,)(?:source|src)=([^,]+)/.exec(value)?.[1] ?? 'target'] : [];
  });
}

/** What cargo does not make: a program that is copied to another name in the target folder. */
function writtenBy(text: string): readonly string[] {
  return text.split(/[;&|\n]+/).flatMap((command) => {
    if (!/^\s*(?:cp|mv|ln|install)\s/.test(command)) return [];
    const path = /(?:^|\/)target\/(\S+)$/.exec(command.trim().split(/\s+/).at(-1) ?? '')?.[1];
    return path === undefined ? [] : [path];
  });
}

/** @returns what is no file that is named */
function collect(text: string, outputs: Set<string>): string | undefined {
  if (/^\s*$/.test(text)) return undefined;
  for (const [, path = ''] of text.matchAll(/(?<![\w-])target(?![\w-])((?:\/[^\s"';&|()]*)?)/g)) {
    const parts = path.split('/').slice(1);
    const isRemoved = parts.length === 0 && /\brm\s+-\w*r\w*\s+\S*target(\s|$)/.test(text);
    if (isRemoved) continue;
    const isFile =
      parts.length > 1 && parts.every((part) => /^[\w.-]+$/.test(part)) && !notFiles.has(parts.at(-1) as string);
    if (!isFile) return `target${path}`;
    outputs.add(parts.join('/'));
  }
  return undefined;
}

const notFiles = new Set(['build', 'deps', 'examples', 'incremental', 'release', 'debug', '.', '..']);
