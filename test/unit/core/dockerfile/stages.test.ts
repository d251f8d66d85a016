import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { checkTree } from './tree-check.ts';

function parse(text: string) {
  const dockerfile = parseDockerfile(text);
  checkTree(dockerfile);
  return dockerfile;
}

describe('stages', () => {
  test('each FROM opens one; what stands before the first belongs to none', () => {
    const { stages, instructions } = parse('ARG V\nFROM a\nUSER b\nFROM c\n');
    expect(stages.map(({ index, instructions: own }) => [index, own.map(({ keyword }) => keyword)])).toEqual([
      [0, ['USER']],
      [1, []],
    ]);
    expect(instructions.map(({ stage }) => stage?.index)).toEqual([undefined, 0, 0, 1]);
  });

  test('a stage knows its name and platform', () => {
    const [stage] = parse('FROM --platform=linux/amd64 a As Base\n').stages;
    expect([stage?.name?.value, stage?.platform?.value]).toEqual(['Base', 'linux/amd64']);
  });

  test('a stage that names an earlier one is built on it, whatever the case', () => {
    const { stages } = parse('FROM a AS base\nFROM BASE AS next\nFROM next\nFROM later\nFROM b AS later\n');
    expect(stages.map(({ parent }) => parent?.index)).toEqual([undefined, 0, 1, undefined, undefined]);
  });

  test('a stage is never its own parent', () => {
    expect(parse('FROM a AS a\n').stages[0]?.parent).toBeUndefined();
  });

  test('of two stages with one name the later is meant', () => {
    expect(parse('FROM a AS x\nFROM b AS x\nFROM x\n').stages[2]?.parent?.index).toBe(1);
  });

  test('the trigger of an ONBUILD is in the stage too', () => {
    expect(parse('FROM a\nONBUILD RUN b\n').instructions[1]?.trigger?.stage?.index).toBe(0);
  });
});

describe('image references', () => {
  const image = (text: string) => {
    const found = parse(`FROM ${text}\n`).stages[0]?.image;
    return found && [found.registry, found.repository, found.tag, found.digest];
  };

  test.each([
    ['alpine', [undefined, 'alpine', undefined, undefined]],
    ['alpine:3.20', [undefined, 'alpine', '3.20', undefined]],
    ['library/alpine', [undefined, 'library/alpine', undefined, undefined]],
    ['ghcr.io/a/b:1@sha256:ab', ['ghcr.io', 'a/b', '1', 'sha256:ab']],
    ['alpine@sha256:ab', [undefined, 'alpine', undefined, 'sha256:ab']],
    ['localhost/a', ['localhost', 'a', undefined, undefined]],
    ['registry:5000/x/y', ['registry:5000', 'x/y', undefined, undefined]],
    ['registry:5000/x:1', ['registry:5000', 'x', '1', undefined]],
    ['$BASE', [undefined, '$BASE', undefined, undefined]],
    ['a:$V', [undefined, 'a', '$V', undefined]],
    ['${A:-b:c}', [undefined, '${A:-b:c}', undefined, undefined]],
    ['${A:-b:c}:${V:-1:2}', [undefined, '${A:-b:c}', '${V:-1:2}', undefined]],
    ['${R:-docker.io/library}/a:1', ['${R:-docker.io/library}', 'a', '1', undefined]],
    ['${P:-team}/a', [undefined, '${P:-team}/a', undefined, undefined]],
    ['${A:-${B:-x:y}}:2', [undefined, '${A:-${B:-x:y}}', '2', undefined]],
    ['${A:x', [undefined, '${A:x', undefined, undefined]],
  ])('%s is cut into its parts', (text, parts) => {
    expect(image(text)).toEqual(parts);
  });

  test('the tag knows its place', () => {
    const text = 'FROM --platform=x a/b:latest AS c\n';
    const range = parse(text).stages[0]?.image?.tagRange;
    expect(text.slice(range?.start, range?.end)).toBe('latest');
  });

  test('where a continuation cuts the image the tag has no place', () => {
    const found = parse('FROM a\\\n:latest\n').stages[0]?.image;
    expect([found?.tag, found?.tagRange]).toEqual(['latest', undefined]);
  });
});
