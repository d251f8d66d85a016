import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seasonOf } from '../src/seasons.ts';

test('December is winter, as January and February are', () => {
  assert.deepEqual(
    ['2024-12-05', '2024-01-05', '2024-02-05'].map((day) => seasonOf(new Date(day))),
    ['winter', 'winter', 'winter'],
  );
});

test('July is summer', () => {
  assert.equal(seasonOf(new Date('2024-07-14')), 'summer');
});
