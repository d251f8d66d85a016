/** One request after the other for the parts of a list that is too long for one. */
export async function inBatches<T, R>(
  items: readonly T[],
  size: number,
  request: (batch: T[]) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  for (let at = 0; at < items.length; at += size) answers.push(await request(items.slice(at, at + size)));
  return answers;
}
