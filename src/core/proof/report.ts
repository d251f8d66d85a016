/** The report of a proof as a document. */
import { bytes } from '../amounts.ts';
import type { FileClass, ProofDifference, ProofReport, ProofSide, Rung, StartSummary } from './model.ts';

const verdicts = {
  equal: 'Equal: both Dockerfiles make the same image, as far as anything that runs can tell.',
  different: 'Different: the second Dockerfile makes another image.',
  'could-not-tell': 'Could not tell.',
} as const;

const rungNames: Readonly<Record<Rung, string>> = {
  parse: 'Read by the engine',
  configuration: 'Configuration by the texts',
  build: 'Built',
  image: 'Configuration of the images',
  files: 'Files',
  programs: 'Programs and libraries',
  start: 'Start',
};

/** Markdown. */
export function proofDocument(report: ProofReport): string {
  const { verdict, differences, doubts, notes, rungs, before, after } = report;
  const parts = [
    '# Proof of an optimization',
    `**${verdicts[verdict]}**`,
    ...section('Where they differ', differences.map(difference)),
    ...section(
      'What could not be told',
      doubts.map(({ rung, why }) => `- ${rungNames[rung]}: ${why}`),
    ),
    '## Step by step',
    table(
      ['Step', 'Result', 'What was found'],
      rungs.map(({ rung, state, says }) => [rungNames[rung], state, says]),
    ),
    '## Size, time and start',
    table(['', 'Before', 'After'], comparison(report)),
    ...layers('Layers before', before),
    ...layers('Layers after', after),
    ...files('Files that are gone', report.files.removed),
    ...files('Files that are new', report.files.added),
    ...files('Files that are not the same', report.files.changed),
    ...section(
      'Notes',
      notes.map((note) => `- ${note}`),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

function difference({ rung, what, where, before, after, beforeLine, afterLine }: ProofDifference): string {
  const lines = [
    ...(beforeLine === undefined ? [] : [`line ${beforeLine} before`]),
    ...(afterLine === undefined ? [] : [`line ${afterLine} after`]),
  ];
  const place = lines.length > 0 ? ` (${lines.join(', ')})` : '';
  const values = before === undefined && after === undefined ? '' : `: ${code(before)} → ${code(after)}`;
  return `- ${rungNames[rung]}: ${what}, ${code(where)}${place}${values}`;
}

function comparison({ changedSource, before, after }: ProofReport): readonly (readonly string[])[] {
  const row = (label: string, of: (side: ProofSide) => string) => [label, of(before), of(after)];
  return [
    row('Size', ({ size }) => (size === undefined ? '–' : bytes(size))),
    row('Build without cache', ({ seconds }) => time(seconds.cold)),
    row('Build again', ({ seconds }) => time(seconds.warm)),
    row(`Build after a change of ${changedSource === undefined ? 'a source' : code(changedSource)}`, ({ seconds }) =>
      time(seconds.sourceChange),
    ),
    row('Start', ({ start }) => started(start)),
    row('Users of its processes', ({ start }) => start?.userIds?.join(', ') ?? '–'),
    row('Stop', ({ start }) => stopped(start)),
  ];
}

function layers(title: string, { layers: all }: ProofSide): readonly string[] {
  if (all.length === 0) return [];
  const rows = all.map(({ instruction, line, bytes: size }) => [
    bytes(size),
    line === undefined ? '' : String(line),
    code(instruction.length > 100 ? `${instruction.slice(0, 99)}…` : instruction),
  ]);
  return [`## ${title}`, table(['Size', 'Line', 'Instruction'], rows)];
}

function files(title: string, classes: readonly FileClass[]): readonly string[] {
  if (classes.length === 0) return [];
  const rows = classes.map(({ reason, count, bytes: size, examples }) => [
    reason,
    String(count),
    bytes(size),
    examples.slice(0, 3).map(code).join(', '),
  ]);
  return [`## ${title}`, table(['Reason', 'Paths', 'Size', 'Such as'], rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Longer than any backticks in it. */
function code(text: string | undefined): string {
  if (text === undefined) return 'nothing';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const inner = text.replace(/\s*\n\s*/g, ' ');
  return longest > 0 ? `${fence} ${inner} ${fence}` : `${fence}${inner}${fence}`;
}

function time(seconds: number | undefined): string {
  return seconds === undefined ? '–' : `${seconds.toFixed(1)} s`;
}

function started(start: StartSummary | undefined): string {
  if (!start) return '–';
  const words: Readonly<Record<StartSummary['state'], string>> = {
    answered: `answers${start.status === undefined ? '' : ` with ${start.status}`}`,
    ended: `ends with exit code ${start.exitCode}`,
    running: 'runs',
    failed: 'does not start',
    'no-answer': 'does not answer',
  };
  return `${words[start.state]} after ${time(start.seconds)}`;
}

function stopped(start: StartSummary | undefined): string {
  if (!start?.stop) return '–';
  const { killed, exitCode, seconds } = start.stop;
  return `${killed ? 'killed' : `exit code ${exitCode}`} after ${time(seconds)}`;
}
