import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { labelTypes, overridableSeverities, thresholds } from '../../../../src/core/lint/configuration.ts';
import { decodeConfigurationFile } from '../../../../src/core/lint/configuration-file.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema | false;
}

const schema: Schema = JSON.parse(readFileSync('media/hadolint.schema.json', 'utf8'));
const { properties = {} } = schema;

/** A value that the schema allows. */
const example: Record<string, unknown> = { array: ['a'], boolean: true, object: {}, string: 'a' };

test('the schema knows the keys that the reader knows, with values that it takes', () => {
  const keys = Object.entries(properties).map(([key, { type, enum: known }]) => [
    key,
    known?.[0] ?? example[type?.[0] ?? ''],
  ]);
  expect(keys).toHaveLength(12);
  expect(
    decodeConfigurationFile(stringify(Object.fromEntries(keys), { aliasDuplicateObjects: false })).problems,
  ).toEqual([]);
});

test('a key that the schema does not know the reader does not know either', () => {
  expect(schema.additionalProperties).toBe(false);
  expect(decodeConfigurationFile('other: 1\n').problems.map(({ kind }) => kind)).toEqual(['unknown-key']);
});

test('the schema has the words of the reader', () => {
  expect(properties['failure-threshold']?.enum).toEqual([...thresholds, null]);
  expect(Object.keys(properties.override?.properties ?? {})).toEqual([...overridableSeverities]);
  expect(properties['label-schema']?.additionalProperties).toEqual({ enum: [...labelTypes] });
});

test('every key says what it is for', () => {
  expect(Object.keys(properties).filter((key) => !properties[key]?.description)).toEqual([]);
});
