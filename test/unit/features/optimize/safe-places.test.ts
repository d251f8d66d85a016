import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../src/core/lint/engine.ts';
import { safePlaces } from '../../../../src/features/optimize/safe-places.ts';

const text =
  'FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl=8.*\nWORKDIR /app\nCOPY a /app/\nCOPY b /app/\nADD c.txt /app/\nCMD ["./a"]\n';

describe('hints of what is safe', () => {
  test('a place that a finding has the same fix for has no hint too', () => {
    const findings = lint(parseDockerfile(text));
    const add = findings.find(({ code }) => code === 'DL3020');
    const all = safePlaces(text, [], {});
    expect(all.map(({ id }) => id)).toContain('copy-not-add');
    expect(add?.fix).toBeDefined();
    expect(safePlaces(text, findings, {}).map(({ id }) => id)).not.toContain('copy-not-add');
  });

  test('each has the edits of its own place, and knows those of all places of the proposal', () => {
    const two = text.replace('COPY a', 'ADD a.txt');
    const adds = safePlaces(two, [], {}).filter(({ id }) => id === 'copy-not-add');
    expect(adds).toHaveLength(2);
    expect(adds.map(({ edits }) => edits.length)).toEqual([1, 1]);
    expect(adds[0]?.everywhere).toEqual(adds.flatMap(({ edits }) => edits));
  });
});
