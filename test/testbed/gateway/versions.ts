// Orders versions as the two package systems do that the scan knows.

/** Negative when `a` comes before `b`, positive when after, 0 when they are the same. */
export function compareVersions(ecosystem: 'debian' | 'npm', a: string, b: string): number {
  return ecosystem === 'debian' ? compareDebian(a, b) : compareNpm(a, b);
}

function compareDebian(a: string, b: string): number {
  const [epochA, restA] = split(a, ':', 'first');
  const [epochB, restB] = split(b, ':', 'first');
  if (Number(epochA) !== Number(epochB)) return Number(epochA) - Number(epochB);
  const [revisionA, upstreamA] = split(restA, '-', 'last');
  const [revisionB, upstreamB] = split(restB, '-', 'last');
  return compareParts(upstreamA, upstreamB) || compareParts(revisionA, revisionB);
}

/** [epoch or revision, the rest]: '0' where there is none. */
function split(version: string, separator: string, which: 'first' | 'last'): [string, string] {
  const at = which === 'first' ? version.indexOf(separator) : version.lastIndexOf(separator);
  if (at < 0) return ['0', version];
  const before = version.slice(0, at);
  const after = version.slice(at + 1);
  return which === 'first' ? [before, after] : [after, before];
}

// Debian's rule: runs of other characters and runs of digits in turn; a tilde sorts before the end, letters before
// everything else.
function compareParts(a: string, b: string): number {
  const partsA = runsOf(a);
  const partsB = runsOf(b);
  for (let index = 0; index < Math.max(partsA.length, partsB.length); index += 1) {
    const partA = partsA[index] ?? '';
    const partB = partsB[index] ?? '';
    const order = index % 2 === 1 ? Number(partA || 0) - Number(partB || 0) : compareText(partA, partB);
    if (order !== 0) return order;
  }
  return 0;
}

/** Runs in turn, the first one not of digits (and empty where the text begins with one). */
function runsOf(text: string): string[] {
  const runs: string[] = text.match(/\d+|\D+/g) ?? [];
  return /^\d/.test(text) ? ['', ...runs] : runs;
}

function compareText(a: string, b: string): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = weight(a[index]) - weight(b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function weight(character: string | undefined): number {
  if (character === '~') return -1;
  if (character === undefined) return 0;
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

function compareNpm(a: string, b: string): number {
  const [coreA = '', preA] = a.split('+')[0]?.split(/-(.*)/s) ?? [];
  const [coreB = '', preB] = b.split('+')[0]?.split(/-(.*)/s) ?? [];
  const numbersA = coreA.split('.').map(Number);
  const numbersB = coreB.split('.').map(Number);
  for (let index = 0; index < 3; index += 1) {
    const order = (numbersA[index] ?? 0) - (numbersB[index] ?? 0);
    if (order !== 0) return order;
  }
  // A version before its release comes before it.
  if (preA === undefined || preB === undefined) return (preA === undefined ? 1 : 0) - (preB === undefined ? 1 : 0);
  return preA.localeCompare(preB, 'en', { numeric: true });
}
