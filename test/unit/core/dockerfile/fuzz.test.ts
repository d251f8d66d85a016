import fc from 'fast-check';
import { test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { dockerfileText } from './arbitrary.ts';
import { checkTree } from './tree-check.ts';

test('whatever stands in a file, its tree holds', { timeout: 60_000 }, () => {
  // On a failure fast-check prints the seed and the shortest text that fails.
  fc.assert(
    fc.property(dockerfileText, (text) => checkTree(parseDockerfile(text))),
    { numRuns: 2000 },
  );
});
