// The result of proofs as a table in markdown.

/** A number before and after the rewrite; undefined where it was not measured. */
export interface Sides {
  readonly before: number | undefined;
  readonly after: number | undefined;
}

export const UNMEASURED: Sides = { before: undefined, after: undefined };

export interface ProofRow {
  /** The name of the example or of the application. */
  readonly name: string;
  readonly ecosystem: string;
  /** Bytes of the image, its base included. */
  readonly image: Sides;
  /** Bytes of what lies above its base. */
  readonly above: Sides;
  /** The same of the Dockerfile that was written by hand, where there is one. */
  readonly byHand?: number | undefined;
  /** Seconds of the build without caches. */
  readonly cold: Sides;
  /** Seconds of the build after a source file has changed. */
  readonly rebuild: Sides;
  readonly verdict: Verdict;
  /** Why it is so, where it is not equal: one sentence. */
  readonly reason?: string | undefined;
}

export type Verdict = 'equal' | 'different' | 'could not tell' | 'unbuilt' | 'not proposed' | 'does not build';

interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly cell: (row: ProofRow) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'application', cell: ({ name }) => name },
  { title: 'builds with', cell: ({ ecosystem }) => ecosystem },
  { title: 'image, MB', isNumber: true, cell: ({ image }) => pair(image, megabytes) },
  { title: 'above its base, MB', isNumber: true, cell: ({ above }) => pair(above, megabytes) },
  { title: 'by hand, MB', isNumber: true, cell: ({ byHand }) => (byHand === undefined ? '–' : megabytes(byHand)) },
  { title: 'of that', isNumber: true, cell: ratioToHand },
  { title: 'cold build, s', isNumber: true, cell: ({ cold }) => pair(cold, tenths) },
  { title: 'rebuild, s', isNumber: true, cell: ({ rebuild }) => pair(rebuild, tenths) },
  { title: 'verdict', cell: ({ verdict, reason }) => (reason ? `${verdict}: ${reason}` : verdict) },
];

/** A number that was measured nowhere has no column. */
export function tableOf(rows: readonly ProofRow[]): string {
  const columns = COLUMNS.filter(({ isNumber, cell }) => !isNumber || rows.some((row) => cell(row) !== '–'));
  const lines = rows.map((row) => columns.map(({ cell }) => cell(row)));
  return [
    columns.map(({ title }) => title),
    columns.map(({ isNumber }) => (isNumber ? '---:' : '---')),
    ...lines.map((cells) => cells.map(escapeCell)),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** `23 of 24 equal (96 %), 1 different`, over those for which there was something to prove. */
export function summaryOf(rows: readonly ProofRow[]): string {
  const untried: readonly Verdict[] = ['does not build', 'not proposed', 'unbuilt'];
  const tried = rows.filter(({ verdict }) => !untried.includes(verdict));
  const counted = new Map<Verdict, number>();
  for (const { verdict } of rows) counted.set(verdict, (counted.get(verdict) ?? 0) + 1);
  const equal = counted.get('equal') ?? 0;
  const share = tried.length > 0 ? ` (${Math.round((equal / tried.length) * 100)} %)` : '';
  const others = [...counted]
    .filter(([verdict]) => verdict !== 'equal')
    .map(([verdict, count]) => `${count} ${verdict}`);
  return [`${equal} of ${tried.length} equal${share}`, ...others].join(', ');
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
const tenths = (seconds: number): string => seconds.toFixed(1);

function ratioToHand({ above, byHand }: ProofRow): string {
  return above.after === undefined || !byHand ? '–' : (above.after / byHand).toFixed(2);
}

function pair({ before, after }: Sides, written: (value: number) => string): string {
  if (before === undefined && after === undefined) return '–';
  return [before, after].map((value) => (value === undefined ? '–' : written(value))).join(' → ');
}

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
