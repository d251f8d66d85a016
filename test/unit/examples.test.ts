import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { lint } from '../../src/core/lint/engine.ts';
import { exampleNames, readExample } from '../prove/examples.ts';

/** What a package manager writes, and nobody reads. */
const LOCKFILES =
  /^(package-lock\.json|pnpm-lock\.yaml|yarn\.lock|uv\.lock|composer\.lock|Gemfile\.lock|Cargo\.lock|go\.sum)$/;

test('There are twenty-five example applications, and the page beside them tells of each', () => {
  const page = readFileSync(new URL('../../examples/optimize/README.md', import.meta.url), 'utf8');
  expect(exampleNames()).toHaveLength(25);
  expect([...page.matchAll(/^\| \[([a-z-]+)\]/gm)].map(([, name]) => name).sort()).toEqual(exampleNames());
});

describe.each(exampleNames())('%s', (name) => {
  const example = readExample(name);
  const inside = (file: string): string => path.join(example.folder, file);
  const dockerfile = (file: string) => parseDockerfile(readFileSync(inside(file), 'utf8'));

  test('has a poor Dockerfile of one stage that the builder reads', () => {
    const { stages, problems, refusals } = dockerfile('Dockerfile');
    expect({ stages: stages.length, problems, refusals }).toEqual({ stages: 1, problems: [], refusals: [] });
  });

  test('has a good Dockerfile of several stages, or says why not', () => {
    const { stages, problems, refusals } = dockerfile('best.Dockerfile');
    expect({ problems, refusals }).toEqual({ problems: [], refusals: [] });
    expect(stages.length > 1).toBe(example.singleStage === undefined);
  });

  test('has a good Dockerfile in which the linter finds nothing', () => {
    expect(lint(dockerfile('best.Dockerfile')).map(({ code, line }) => ({ code, line }))).toEqual([]);
  });

  test('names a file to change that is there', () => {
    expect(statSync(inside(example.touch)).isFile()).toBe(true);
  });

  test('is small, but for what a package manager wrote', () => {
    expect(written(example.folder).reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(40 * 1024);
  });

  test('has no address of a private registry in its lockfiles', () => {
    for (const file of files(example.folder).filter((file) => LOCKFILES.test(path.basename(file)))) {
      expect(readFileSync(file, 'utf8')).not.toMatch(/https?:\/\/(localhost|[\d.]+[:/]|[^/\s"'@]+@|[^/\s"']+:\d)/);
    }
  });
});

const written = (folder: string): readonly string[] =>
  files(folder).filter((file) => !LOCKFILES.test(path.basename(file)));

function files(folder: string): readonly string[] {
  expect(existsSync(folder)).toBe(true);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => statSync(file).isFile());
}
