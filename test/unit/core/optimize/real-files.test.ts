import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { imageConfiguration } from '../../../../src/core/image/configuration.ts';
import { compareConfigurations } from '../../../../src/core/image/configuration-comparison.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { optimize } from '../../../../src/core/optimize/optimize.ts';
import { mutations, oneOf, pickFrom } from './mutations.ts';
import { manyDockerfiles, realDockerfiles } from './real-dockerfiles.ts';
import { faultsOf } from './rewriting-faults.ts';

const files = realDockerfiles();

test.runIf(files.length === 0)('without QUAYSIDE_LINT_DATA and QUAYSIDE_APPS no real file is rewritten', () => {
  console.log('QUAYSIDE_LINT_DATA and QUAYSIDE_APPS are not set: no real Dockerfile was rewritten.');
  expect(process.env.CI).toBeUndefined();
});

const minutes = 60_000;

describe.runIf(files.length > 0)('of every real Dockerfile', { timeout: 5 * minutes }, () => {
  const results = files.map((file) => ({ ...file, result: optimize(file.text, { context: file.context() }) }));

  test('there are enough to say something', () => {
    expect(files.length).toBeGreaterThan(500);
    expect(results.filter(({ result }) => result.proposals.length > 0).length).toBeGreaterThan(files.length / 2);
  });

  test.each(['safe', 'all'] as const)(
    'with what is %s, the result is one that the builder reads, without new findings',
    (which) => {
      const broken = results.flatMap(({ name, text, result }) => {
        const before = parseDockerfile(text);
        const after = parseDockerfile(result[which].text);
        if (result[which].text === text) return [];
        const known = new Set(lint(before).map(({ code }) => code));
        const fresh = lint(after).filter(({ code }) => !known.has(code));
        const bad = [...after.problems.map(({ message }) => message), ...fresh.map(({ code }) => code)];
        return bad.length === 0 ? [] : [`${name}: ${bad.join(', ')}`];
      });
      expect(broken).toEqual([]);
    },
  );

  test('a rewrite proposes one thing that is safe and one that is to be reviewed, at most', () => {
    const doubled = results.flatMap(({ name, result }) => {
      const parts = result.proposals.map(({ id, safe }) => `${id} ${safe}`);
      return new Set(parts).size === parts.length ? [] : [`${name}: ${parts.join(', ')}`];
    });
    expect(doubled).toEqual([]);
  });

  test.each(['safe', 'all'] as const)('with what is %s, rewriting the result again changes nothing', (which) => {
    const restless = results.filter(({ context, result }) => {
      const { text } = result[which];
      return optimize(text, { context: context() })[which].text !== text;
    });
    expect(restless.map(({ name }) => name)).toEqual([]);
  });

  test('with what is safe the image says of itself what it said', () => {
    const changed = results.flatMap(({ name, text, result }) => {
      const before = imageConfiguration(parseDockerfile(text));
      const after = imageConfiguration(parseDockerfile(result.safe.text));
      if (!before || !after) return before === after ? [] : [name];
      return compareConfigurations(before, after).map(({ field }) => `${name}: ${field}`);
    });
    expect(changed).toEqual([]);
  });
});

describe.runIf(files.length > 0)('of what people do to Dockerfiles', { timeout: 5 * minutes }, () => {
  const many = manyDockerfiles();

  test.each(Object.keys(mutations))('%s leaves nothing to find fault with', (name) => {
    const pick = pickFrom(name.length);
    const faulty = Array.from({ length: 40 }, () => oneOf(many, pick)).flatMap((file) => {
      const text = mutations[name]?.(file.text, pick) ?? file.text;
      return faultsOf(text, file.context()).faults.map((fault) => `${file.name}: ${fault}`);
    });
    expect(faulty).toEqual([]);
  });
});
