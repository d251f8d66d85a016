import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guestsOf } from '../src/query.js';

test('a number of guests is read from the query', () => {
  assert.equal(guestsOf(new URLSearchParams('guests=3')), 3);
});

test('half a guest is none', () => {
  assert.equal(guestsOf(new URLSearchParams('guests=1.5')), undefined);
});
