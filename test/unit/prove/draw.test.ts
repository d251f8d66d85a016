import { expect, test } from 'vitest';
import { drawnOrder } from '../../prove/draw.ts';

const items = ['go 1', 'go 2', 'go 3', 'go 4', 'pip 1', 'pip 2', 'cargo 1'];
const groupOf = (item: string) => item.split(' ')[0] ?? '';

test('each group has its turn, as long as it has something left', () => {
  const order = drawnOrder(items, groupOf, 1);
  expect(order.map(groupOf)).toEqual(['cargo', 'go', 'pip', 'go', 'pip', 'go', 'go']);
  expect([...order].sort()).toEqual([...items].sort());
});

test('the same seed draws the same order, and seeds differ', () => {
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const orders = seeds.map((seed) => drawnOrder(items, groupOf, seed).join());
  expect(seeds.map((seed) => drawnOrder(items, groupOf, seed).join())).toEqual(orders);
  expect(new Set(orders).size).toBeGreaterThan(10);
});
