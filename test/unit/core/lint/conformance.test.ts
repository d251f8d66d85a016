import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { configurationFrom } from '../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { rules } from '../../../../src/core/lint/rules/index.ts';
import {
  conformanceCases,
  conformanceFolder,
  dockerfileOf,
  type Golden,
  goldenFiles,
  goldens,
} from './conformance-data.ts';

const ours = new Set(rules.map(({ code }) => code));

if (conformanceFolder === undefined) {
  console.log('QUAYSIDE_LINT_DATA is not set: the linter is tested on its own cases alone, not on those of hadolint.');
}

describe.runIf(conformanceFolder !== undefined)('where hadolint has a verdict', () => {
  test('every case of its own tests ends alike', () => {
    const cases = conformanceCases().filter(({ rule }) => ours.has(rule));
    const different = cases.filter((entry) => {
      const configuration = configurationFrom(withoutSeverities(entry.options));
      const found = lint(dockerfileOf(entry), { configuration }).filter(({ code }) => code === entry.rule).length;
      return entry.count.op === '==' ? found !== entry.count.n : found < entry.count.n;
    });
    expect(different.map(({ rule, title }) => `${rule} ${title}`)).toEqual([]);
    expect(cases.length).toBeGreaterThan(100);
  });

  test.each(goldenFiles)('every file of %s gets the same findings on the same lines', (file) => {
    const parsed = goldens(file).filter(({ failures }) => failures && !failures.some(({ code }) => code === 'DL1000'));
    const different = parsed.filter(
      (golden) => !isException(golden) && !sameFindings(golden, file.endsWith('-raw.jsonl')),
    );
    expect(different.map(({ dockerfile }) => dockerfile)).toEqual([]);
    expect(parsed.filter(isException).length).toBeLessThan(parsed.length * 0.005);
    expect(parsed.length).toBeGreaterThan(100);
  });
});

function sameFindings({ dockerfile, failures, options }: Golden, beforeSeverities: boolean): boolean {
  const configuration = configurationFrom(beforeSeverities ? withoutSeverities(options) : (options ?? {}));
  const found = lint(parseDockerfile(dockerfile), { configuration }).filter(({ code }) => ours.has(code));
  const theirs = failures
    ?.filter(({ code }) => ours.has(code))
    .map(({ code, level, line }) => `${line} ${code} ${level}`);
  return (
    found
      .map(({ code, severity, line }) => `${line + 1} ${code} ${severity}`)
      .sort()
      .join() === theirs?.sort().join()
  );
}

function withoutSeverities(options: Golden['options']) {
  return { ...options, override: undefined, ignored: undefined };
}

/**
 * Where we differ on purpose. The released hadolint takes zsh for a shell that knows `pipefail` only
 * in some folders, its newer source wherever it lies; so do we.
 */
function isException({ dockerfile }: Golden): boolean {
  return /SHELL \["\/usr\/bin\/zsh".*\n(?:(?!FROM).*\n)*?.*\|/i.test(dockerfile) && /[^|]\|[^|]/.test(dockerfile);
}
