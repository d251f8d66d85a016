import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { parseShell } from '../../../../src/core/dockerfile/shell.ts';
import { imageConfiguration } from '../../../../src/core/image/configuration.ts';
import { compareConfigurations } from '../../../../src/core/image/configuration-comparison.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import type { BuildContext } from '../../../../src/core/optimize/context.ts';
import { type Optimization, optimize } from '../../../../src/core/optimize/optimize.ts';

export interface Judgement {
  /** Each as the end of a sentence; none where all is well. */
  readonly faults: readonly string[];
  readonly results: Optimization | undefined;
  readonly milliseconds: number;
}

/** Rewrites a text and says what is worse afterwards. */
export function faultsOf(text: string, context: BuildContext | undefined): Judgement {
  const started = performance.now();
  let results: Optimization;
  try {
    results = optimize(text, { context });
  } catch (error) {
    return { faults: [`throws ${(error as Error).stack}`], results: undefined, milliseconds: 0 };
  }
  const milliseconds = performance.now() - started;
  const faults: string[] = [];
  for (const which of ['safe', 'all'] as const) {
    const after = results[which];
    if (after.text === text && after.files.length === 0) continue;
    const known = { strict: codesOf(text, false), compat: codesOf(text, true) };
    const dockerfile = parseDockerfile(after.text);
    for (const { message } of dockerfile.problems) faults.push(`${which} is not read by the builder: ${message}`);
    if (unreadable(after.text) > unreadable(text)) faults.push(`${which} has a script that no shell can read`);
    for (const mode of ['strict', 'compat'] as const) {
      for (const code of codesOf(after.text, mode === 'compat')) {
        if (!known[mode].has(code))
          faults.push(`${which} (${after.applied.join(', ')}) has a new finding (${mode}): ${code}`);
      }
    }
    const again = optimize(after.text, { context })[which];
    if (again.text !== after.text) faults.push(`${which} is changed once more by ${again.applied.join(', ')}`);
    if (which === 'safe') faults.push(...changesOf(text, after.text));
  }
  return { faults, results, milliseconds };
}

function codesOf(text: string, compat: boolean): Set<string> {
  return new Set(lint(parseDockerfile(text), { compat }).map(({ code }) => code));
}

function unreadable(text: string): number {
  const { instructions } = parseDockerfile(text);
  return instructions.filter((instruction) => instruction.keyword === 'RUN' && !parseShell(instruction).parsed).length;
}

function changesOf(before: string, after: string): string[] {
  const [was, is] = [imageConfiguration(parseDockerfile(before)), imageConfiguration(parseDockerfile(after))];
  if (!was || !is) return was === is ? [] : ['safe has no configuration any more'];
  return compareConfigurations(was, is).map(({ field }) => `safe changes the ${field}`);
}
