import { describe, expect, test, vi } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lineWhereHadolintStops } from '../../../../src/core/lint/compat/reads.ts';
import { type ConfigurationLayer, configurationFrom } from '../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { rules } from '../../../../src/core/lint/rules/index.ts';
import {
  conformanceCases,
  conformanceFolder,
  dockerfileOf,
  type Golden,
  goldenFiles,
  goldens,
  parserCases,
} from './conformance-data.ts';

/** Thousands of files, perhaps on a machine that has other work. */
vi.setConfig({ testTimeout: 120_000 });

const ours = new Set(rules.flatMap(({ code }) => (code.startsWith('DL') ? code : [])));

if (conformanceFolder === undefined) {
  console.log('QUAYSIDE_LINT_DATA is not set: the linter is tested on its own cases alone, not on those of hadolint.');
}

describe.runIf(conformanceFolder !== undefined)('where hadolint has a verdict', () => {
  test('every case of its own tests ends alike', () => {
    const cases = conformanceCases().filter(({ rule }) => ours.has(rule));
    const different = cases.filter((entry) => {
      const configuration = configurationFrom(beforeSeverities(entry.options));
      const found = lint(dockerfileOf(entry), { configuration }).filter(({ code }) => code === entry.rule).length;
      return entry.count.op === '==' ? found !== entry.count.n : found < entry.count.n;
    });
    expect(different.map(({ rule, title }) => `${rule} ${title}`)).toEqual([]);
    expect(cases.length).toBeGreaterThan(100);
  });

  test.each(goldenFiles)('every file of %s gets the same findings on the same lines', (file) => {
    const parsed = goldens(file).filter(({ failures }) => failures && !failures.some(({ code }) => code === 'DL1000'));
    const raw = file.endsWith('-raw.jsonl');
    const different = parsed.filter((golden) => !sameFindings(golden, raw));
    const unexplained = different.filter((golden) => !isForZsh(golden) || !sameFindings(golden, raw, 'DL4006'));
    expect(unexplained.map(({ dockerfile }) => dockerfile)).toEqual([]);
    expect(different.length).toBeLessThan(parsed.length * 0.005);
    expect(parsed.length).toBeGreaterThan(100);
  });
});

describe.runIf(conformanceFolder !== undefined)('as hadolint has it', () => {
  test('every case of its own tests ends alike', () => {
    const cases = conformanceCases().filter(({ rule }) => rule.startsWith('DL'));
    const different = cases.filter((entry) => {
      const configuration = configurationFrom(beforeSeverities(entry.options));
      const found = lint(dockerfileOf(entry), { configuration, compat: true });
      const count = found.filter(({ code }) => code === entry.rule).length;
      return entry.count.op === '==' ? count !== entry.count.n : count < entry.count.n;
    });
    expect(different.filter(({ title }) => !onlyInNewerSource.has(title)).map(({ dockerfile }) => dockerfile)).toEqual(
      [],
    );
    expect(different.length).toBeLessThan(cases.length * 0.005);
    expect(cases.length).toBeGreaterThan(100);
  });

  test.each(goldenFiles)('every file of %s gets all of its findings and no others', (file) => {
    const raw = file.endsWith('-raw.jsonl');
    const all = goldens(file);
    const different = all.filter(
      ({ dockerfile, failures = [{ code: 'DL1000', level: 'error', line: 0 }], options }) => {
        const configuration = configurationFrom(raw ? beforeSeverities(options) : (options ?? {}));
        const found = lint(parseDockerfile(dockerfile), { configuration, compat: true });
        const ours = found.map(({ code, severity, line }) => asCompared(code, severity, line + 1));
        const dockerfileRules = failures.filter(({ code }) => code.startsWith('DL'));
        const theirs = dockerfileRules.map(({ code, level, line }) => asCompared(code, level || raised, line));
        return ours.sort().join() !== theirs.sort().join();
      },
    );
    expect(different.map(({ dockerfile }) => dockerfile)).toEqual([]);
    expect(all.length).toBeGreaterThan(100);
  });

  test('its parser accepts and refuses what its own tests say', () => {
    const cases = parserCases();
    const different = cases.filter(
      ({ dockerfile, expect: verdict }) =>
        (lineWhereHadolintStops(dockerfile) === undefined) !== (verdict === 'parses'),
    );
    expect(different.map(({ dockerfile }) => dockerfile)).toEqual([]);
    expect(cases.length).toBeGreaterThan(100);
  });
});

/** Where hadolint's source is ahead of the program that it has released under this version. */
const onlyInNewerSource = new Set(["don't warn when zsh is invoked via a non-standard absolute path"]);

/** Where in a file hadolint gives up means nothing, only that it does. */
function asCompared(code: string, severity: string, line: number): string {
  return code === 'DL1000' ? code : `${line} ${code} ${severity}`;
}

function sameFindings({ dockerfile, failures, options }: Golden, raw: boolean, except?: string): boolean {
  const configuration = configurationFrom(raw ? beforeSeverities(options) : (options ?? {}));
  const isCompared = ({ code }: { code: string }) => ours.has(code) && code !== except;
  const found = lint(parseDockerfile(dockerfile), { configuration }).filter(isCompared);
  const theirs = failures?.filter(isCompared).map(({ code, level, line }) => `${line} ${code} ${level || raised}`);
  const lines = found.map(({ code, severity, line }) => `${line + 1} ${code} ${severity}`);
  return lines.sort().join() === theirs?.sort().join();
}

/** Stands for the level of a rule that is off, which hadolint leaves empty. */
const raised = 'style';
const off = rules.filter(({ severity }) => severity === 'ignore').map(({ code }) => code);

/** Nothing is hidden or weighed anew, and what is off by default is shown. */
function beforeSeverities(options: Golden['options']): ConfigurationLayer {
  return { ...options, override: { [raised]: off }, ignored: undefined };
}

/**
 * The one place where we differ, and on purpose: the released hadolint does not count zsh in
 * `/usr/bin` among the shells that know `pipefail`, its newer source does wherever zsh lies.
 */
function isForZsh({ dockerfile }: Golden): boolean {
  return dockerfile.includes('"/usr/bin/zsh"');
}
