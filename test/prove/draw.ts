// Which applications are proven is decided by chance, and the same seed draws the same ones.

/** The order in which the items are tried: one of each group in turn, each group shuffled. */
export function drawnOrder<T>(items: readonly T[], groupOf: (item: T) => string, seed: number): readonly T[] {
  const random = randomFrom(seed);
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(groupOf(item), [...(groups.get(groupOf(item)) ?? []), item]);
  const shuffled = [...groups.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, group]) => shuffle(group, random));
  const order: T[] = [];
  for (let turn = 0; order.length < items.length; turn++) {
    for (const group of shuffled) {
      const item = group[turn];
      if (item !== undefined) order.push(item);
    }
  }
  return order;
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  const shuffled: T[] = [];
  while (rest.length > 0) shuffled.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return shuffled;
}

/** Numbers from 0 up to 1 that depend on the seed alone: a Weyl sequence, mixed (the splitmix32 of public domain). */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
}
