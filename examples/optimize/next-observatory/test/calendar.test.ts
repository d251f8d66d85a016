import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openNights } from '../app/nights/calendar.ts';

test('the dome opens every second evening', () => {
  assert.deepEqual(
    openNights().map(({ weekday }) => weekday),
    ['Monday', 'Wednesday', 'Friday', 'Sunday'],
  );
});
