// The result of proofs as a table in markdown.

export interface ProofRow {
  /** The name of the example or of the application. */
  readonly name: string;
  readonly ecosystem: string;
  /** Bytes above the base image; undefined where that image was not built. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Seconds of the build without caches, and after a change of a source file; undefined where not measured. */
  readonly coldBefore: number | undefined;
  readonly coldAfter: number | undefined;
  readonly rebuildBefore: number | undefined;
  readonly rebuildAfter: number | undefined;
  readonly verdict: Verdict;
  /** Why it is so, where it is not equal: one sentence. */
  readonly reason?: string;
}

type Verdict = 'equal' | 'different' | 'could not tell' | 'not proposed' | 'does not build';

export function tableOf(rows: readonly ProofRow[]): string {
  const lines = rows.map((row) => [
    row.name,
    row.ecosystem,
    megabytes(row.before),
    megabytes(row.after),
    pair(row.coldBefore, row.coldAfter),
    pair(row.rebuildBefore, row.rebuildAfter),
    row.reason ? `${row.verdict}: ${row.reason}` : row.verdict,
  ]);
  const head = [
    'application',
    'builds with',
    'before, MB above base',
    'after, MB',
    'cold build, s',
    'rebuild, s',
    'verdict',
  ];
  return [head, head.map((_, index) => (index >= 2 && index <= 5 ? '---:' : '---')), ...lines]
    .map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`)
    .join('\n');
}

/** `23 of 24 equal (96 %), 1 different`, over those for which there was something to prove. */
export function summaryOf(rows: readonly ProofRow[]): string {
  const tried = rows.filter(({ verdict }) => verdict !== 'does not build' && verdict !== 'not proposed');
  const counted = new Map<Verdict, number>();
  for (const { verdict } of rows) counted.set(verdict, (counted.get(verdict) ?? 0) + 1);
  const equal = counted.get('equal') ?? 0;
  const share = tried.length > 0 ? ` (${Math.round((equal / tried.length) * 100)} %)` : '';
  const others = [...counted]
    .filter(([verdict]) => verdict !== 'equal')
    .map(([verdict, count]) => `${count} ${verdict}`);
  return [`${equal} of ${tried.length} equal${share}`, ...others].join(', ');
}

const megabytes = (bytes: number | undefined): string => (bytes === undefined ? '–' : (bytes / 1e6).toFixed(1));

function pair(before: number | undefined, after: number | undefined): string {
  const written = [before, after].map((seconds) => (seconds === undefined ? '–' : seconds.toFixed(1)));
  return written[0] === '–' && written[1] === '–' ? '–' : written.join(' → ');
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
