import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convert } from '../src/units.ts';

test('a mile is more than a kilometre', () => {
  assert.deepEqual(convert(1, 'mile', 'kilometre'), { kind: 'converted', amount: 1.609344 });
});

test('a pound is no length', () => {
  assert.deepEqual(convert(1, 'pound', 'metre'), { kind: 'refused', reason: 'A mass is no length.' });
});

test('an unknown unit is named', () => {
  assert.deepEqual(convert(1, 'metre', 'ell'), { kind: 'refused', reason: 'No such unit: ell.' });
});
