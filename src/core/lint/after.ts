import type { Range } from '../text.ts';

/** Position of the first of some nodes, which are in the order of the text, that begins at an offset or after it. */
export function indexFrom(nodes: readonly { readonly range: Range }[], offset: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as { range: Range }).range.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
