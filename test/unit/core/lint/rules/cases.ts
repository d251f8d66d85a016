import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { type ConfigurationLayer, configurationFrom } from '../../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import type { Fix } from '../../../../../src/core/lint/finding.ts';
import type { ServiceOfImage } from '../../../../../src/core/lint/rule.ts';
import { applyEdits } from '../../../../../src/core/text.ts';

export interface RuleCase {
  /** Completes “it says nothing of …” or “it finds …”. */
  readonly name: string;
  /** A Dockerfile in which `«` and `»` stand around every place that a finding must cover, and nothing else. */
  readonly text: string;
  /** The file after the fixes of these findings; left out where there must be none. */
  readonly fixed?: string;
  readonly safety?: Fix['safety'];
  readonly configuration?: ConfigurationLayer;
  readonly service?: ServiceOfImage;
  /** The text of the `.dockerignore`. */
  readonly ignoreFile?: string;
}

/** One test a case: which places a rule finds, and what its fixes make of the file. */
export function ruleCases(code: string, cases: readonly RuleCase[]): void {
  for (const { name, text: marked, fixed, safety, configuration, ignoreFile, service } of cases) {
    test(`${code} ${marked.includes('«') ? 'finds' : 'says nothing of'} ${name}`, () => {
      const text = marked.replaceAll(/[«»]/g, '');
      const options = { configuration: configurationFrom(configuration ?? {}), ignoreFile, service };
      const findings = lint(parseDockerfile(text), options).filter((finding) => finding.code === code);
      const shown = applyEdits(
        text,
        findings.flatMap(({ range: { start, end } }) => [
          { range: { start, end: start }, newText: '«' },
          { range: { start: end, end }, newText: '»' },
        ]),
      );
      expect(shown).toBe(marked);
      const fixes = findings.flatMap(({ fix }) => fix ?? []);
      expect(
        applyEdits(
          text,
          fixes.flatMap(({ edits }) => edits),
        ),
      ).toBe(fixed ?? text);
      for (const fix of fixes) expect(fix.safety).toBe(safety ?? 'safe');
    });
  }
}
