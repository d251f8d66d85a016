import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { type ConfigurationLayer, configurationFrom } from '../../../../../src/core/lint/configuration.ts';
import { allRules, lint } from '../../../../../src/core/lint/engine.ts';
import type { Fix } from '../../../../../src/core/lint/finding.ts';
import type { Rule, ServiceOfImage } from '../../../../../src/core/lint/rule.ts';
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
  /** Without the rules that say the same under another name. */
  readonly alone?: boolean;
  readonly service?: ServiceOfImage;
  /** The text of the `.dockerignore`. */
  readonly ignoreFile?: string;
}

/**
 * One test a case: which places a rule finds, and what its fixes make of the file; and one that holds what
 * the rule says of its fixes against all of them.
 */
export function ruleCases(code: string, cases: readonly RuleCase[]): void {
  const shown = new Set<Fix['safety']>();
  for (const { name, text: marked, fixed, safety, configuration, alone, ignoreFile, service } of cases) {
    test(`${code} ${marked.includes('«') ? 'finds' : 'says nothing of'} ${name}`, () => {
      const text = marked.replaceAll(/[«»]/g, '');
      const rules = alone ? rulesBesideTwinsOf(code) : allRules;
      const options = { configuration: configurationFrom(configuration ?? {}), rules, ignoreFile, service };
      const findings = lint(parseDockerfile(text), options).filter((finding) => finding.code === code);
      const places = applyEdits(
        text,
        findings.flatMap(({ range: { start, end } }) => [
          { range: { start, end: start }, newText: '«' },
          { range: { start: end, end }, newText: '»' },
        ]),
      );
      expect(places).toBe(marked);
      const fixes = findings.flatMap(({ fix }) => fix ?? []);
      const mended = applyEdits(
        text,
        fixes.flatMap(({ edits }) => edits),
      );
      expect(mended).toBe(fixed ?? text);
      for (const fix of fixes) {
        expect(fix.safety).toBe(safety ?? 'safe');
        shown.add(fix.safety);
      }
      if (fixes.length === 0) return;
      const left = lint(parseDockerfile(mended), options).filter((finding) => finding.code === code);
      expect(left.length, 'findings after the fixes').toBeLessThanOrEqual(findings.length - fixes.length);
    });
  }
  test(`${code} has the fixes that it says it has`, () => {
    const said = allRules.find((rule) => rule.code === code)?.fix;
    const expected = said === 'both' ? ['review', 'safe'] : typeof said === 'string' ? [said] : [];
    expect(said).toBeDefined();
    expect([...shown].sort()).toEqual(expected);
  });
}

/** All rules but those that say the same as this one. */
export function rulesBesideTwinsOf(code: string): readonly Rule[] {
  const twins = allRules.find((rule) => rule.code === code)?.twins ?? [];
  return allRules.filter((rule) => !twins.includes(rule.code));
}
