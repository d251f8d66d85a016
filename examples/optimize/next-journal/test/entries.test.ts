import assert from 'node:assert/strict';
import { test } from 'node:test';
import { titleOf } from '../lib/entries';

test('the first heading is the title', () => {
  assert.equal(titleOf('\n# Sowing\n\n# Later\n'), 'Sowing');
});

test('a text without a heading has none', () => {
  assert.equal(titleOf('just words'), 'Untitled');
});
