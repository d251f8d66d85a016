import assert from 'node:assert/strict';
import { test } from 'node:test';
import { departmentOf } from '../src/departments.ts';

test('the first part of the path names the department', () => {
  assert.equal(departmentOf('/maps/1901'), 'Maps and plans');
  assert.equal(departmentOf('/'), undefined);
});
