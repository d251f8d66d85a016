import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { lint } from '../../src/core/lint/engine.ts';
import { readSnippets, withDefaults } from '../snippets.ts';

describe('Snippets for a Dockerfile', () => {
  const snippets = readSnippets('dockerfile');

  test('are there for each ecosystem, each under a prefix of its own', () => {
    expect(new Set(snippets.map(([, { prefix }]) => prefix)).size).toBe(11);
    for (const [, { prefix }] of snippets) expect(prefix).toMatch(/^dockerfile-[a-z-]+$/);
  });

  test.each(snippets)('%s is a Dockerfile without a finding', (_, { body }) => {
    const text = withDefaults(body);
    expect(text).not.toMatch(/\$\{\d/);
    const dockerfile = parseDockerfile(text);
    expect(dockerfile.stages.length).toBeGreaterThan(1);
    expect(dockerfile.refusals).toEqual([]);
    expect(lint(dockerfile).map(({ code, line, message, severity }) => ({ code, line, message, severity }))).toEqual(
      [],
    );
  });

  test.each(snippets)('%s gives the same placeholder the same value', (_, { body }) => {
    const stops = [...body.join('\n').matchAll(/(?<!\\)\$\{(\d+)[:|]/g)].map(([, stop]) => stop);
    expect(new Set(stops).size).toBe(stops.length);
  });
});

describe('Snippets for a .dockerignore', () => {
  test.each(readSnippets('dockerignore'))('%s leaves something out, and holds no line twice', (_, { body }) => {
    const lines = withDefaults(body).split('\n').filter(Boolean);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.filter((line) => !/^[#!]/.test(line)).length).toBeGreaterThan(0);
  });
});
