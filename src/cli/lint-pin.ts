/** `quayside lint --pin`: the versions that packages would be installed in today, asked of an engine. */
import type { Engine } from '../adapters/docker/contract.ts';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import { type LintOptions, lint } from '../core/lint/engine.ts';
import { applyEdits } from '../core/text.ts';
import type { Run } from '../workflows/run.ts';
import type { LintIo } from './lint-run.ts';
import { progressOn } from './terminal.ts';

export interface Pins {
  /**
   * Says on standard error what is left as it is, and why.
   * @returns the text with versions behind its packages, and behind how many
   * @throws UserFacingError `engine-lost`, `engine-refused`; CancelledError
   */
  pin(file: string, text: string, options: LintOptions): Promise<{ readonly text: string; readonly pinned: number }>;
}

/** @throws UserFacingError `no-engine`, `bad-engine-choice`; CancelledError */
export async function openPins({ env, signal = new AbortController().signal, stderr }: LintIo): Promise<Pins> {
  const cloud = await import('../cloud.ts');
  const engine: Engine = await cloud.findEngine({ env }, signal);
  const progress = progressOn({ stderr }, { verbose: false });
  const run: Run = { signal, report: (event) => progress.report(event) };
  return {
    async pin(file, text, options) {
      const findings = lint(parseDockerfile(text), options);
      const { edits, left } = await cloud
        .pinPackages({ engine }, { text, findings }, run)
        .finally(() => progress.end());
      for (const { name, why } of left) stderr.write(`${file}: ${name} stays without a version: ${why}.\n`);
      return { text: applyEdits(text, edits), pinned: edits.length };
    },
  };
}
