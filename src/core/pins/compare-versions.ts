/**
 * Orders versions of rpm and apk packages, oldest first: epoch, version, then release; numbers as numbers, `~` and
 * apk's `_rc` before what has none. Source: the documentation of rpm and of abuild.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const [index, part] of left.entries()) {
    const order = comparePieces(piecesOf(part), piecesOf(right[index] as string));
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(text: string): readonly string[] {
  const [, epoch = '0', version = '', release = ''] = /^(?:(\d+):)?([^-]*)(?:-(.*))?$/.exec(text) ?? [];
  return [epoch, version, release];
}

const piecesOf = (part: string): readonly string[] =>
  part.replace(/_(?=alpha|beta|pre|rc)/g, '~').match(/\d+|[A-Za-z]+|~/g) ?? [];

function comparePieces(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left, right] = [a[at], b[at]];
    if (left === right) continue;
    if (left === '~' || right === '~') return left === '~' ? -1 : 1;
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const [isNumber, isOtherNumber] = [/^\d/.test(left), /^\d/.test(right)];
    if (isNumber !== isOtherNumber) return isNumber ? 1 : -1;
    const order = isNumber ? Number(left) - Number(right) : left < right ? -1 : 1;
    if (order !== 0) return order;
  }
  return 0;
}
