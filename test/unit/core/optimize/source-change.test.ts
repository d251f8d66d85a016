import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBuildContext } from '../../../../src/adapters/build-context.ts';
import { sourceToChange } from '../../../../src/core/optimize/source-change.ts';
import { exampleNames, readExample } from '../../../prove/examples.ts';
import { contextOf } from './build-context.ts';

const copying = (...sources: readonly string[]) => `FROM debian:12\nWORKDIR /app\nCOPY ${sources.join(' ')} ./\n`;
const chosen = (dockerfile: string, ...paths: readonly string[]) =>
  sourceToChange(dockerfile, contextOf(Object.fromEntries(paths.map((each) => [each, '']))));

describe('the source whose change is built', () => {
  test('is what the program begins with, in the language that most sources are in', () => {
    const paths = ['setup.sh', 'tools/lint.py', 'src/basket.ts', 'src/main.ts', 'src/deep/main.ts'];
    expect(chosen(copying('.'), ...paths)).toBe('src/main.ts');
  });

  test('is no test, no configuration and none of what others wrote', () => {
    const paths = ['main.test.ts', 'vite.config.ts', 'node_modules/a/index.ts', 'test/server.ts', 'src/basket.ts'];
    expect(chosen(copying('.'), ...paths)).toBe('src/basket.ts');
  });

  test('is one that the build copies', () => {
    expect(chosen(copying('src/'), 'main.go', 'src/basket.go')).toBe('src/basket.go');
  });

  test('is a page where there is no program', () => {
    expect(chosen(copying('public/'), 'public/index.html', 'public/logo.svg')).toBe('public/index.html');
  });

  test('is none where nothing is copied, where no source is, and where the context is not known', () => {
    expect(chosen('FROM debian:12\nRUN true\n', 'main.go')).toBeUndefined();
    expect(chosen(copying('.'), 'data.csv')).toBeUndefined();
    expect(sourceToChange(copying('.'), undefined)).toBeUndefined();
    expect(sourceToChange('', contextOf({ 'main.go': '' }))).toBeUndefined();
  });

  test.each(exampleNames())('is one of the language of the example %s', (name) => {
    const { folder, touch } = readExample(name);
    const dockerfile = path.join(folder, 'Dockerfile');
    const source = sourceToChange(readFileSync(dockerfile, 'utf8'), readBuildContext(folder, dockerfile));
    expect(statSync(path.join(folder, source ?? '')).isFile()).toBe(true);
    const family = (file: string) => path.extname(file).replace('x', '');
    expect(family(source ?? '')).toBe(family(touch));
  });
});
