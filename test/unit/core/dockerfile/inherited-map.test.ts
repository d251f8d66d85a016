import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InheritedMap } from '../../../../src/core/dockerfile/inherited-map.ts';

test('each stage sees its own names and those it inherits, the nearest first, whatever is built on what', () => {
  const names = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.nat(9)), { maxLength: 3 });
  const stages = fc.array(fc.record({ parent: fc.nat(), names }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(stages, (plan) => {
      const built: { map: InheritedMap<number>; expected: Map<string, number> }[] = [];
      for (const { parent, names } of plan) {
        const base = parent % 3 === 0 ? undefined : built[parent % (built.length || 1)];
        const map = new InheritedMap(base?.map);
        const expected = new Map(base?.expected);
        for (const [name, value] of names) {
          map.set(name, value);
          expected.set(name, value);
        }
        built.push({ map, expected });
      }
      for (const { map, expected } of built) {
        for (const name of 'abcdefg') {
          expect(map.get(name)).toBe(expected.get(name));
          expect(map.has(name)).toBe(expected.has(name));
        }
      }
    }),
  );
});
