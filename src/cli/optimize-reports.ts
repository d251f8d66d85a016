/** What `quayside optimize` prints for people. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LineIndex } from '../core/text.ts';
import { colorDiff, unifiedDiff } from '../core/unified-diff.ts';
import type { CommandIo } from './command.ts';
import type { OptimizedFile } from './optimized-file.ts';

/** Each proposal with its reason and what to look at; then, in one line each, why the others have none. */
export function listOf({ file, text, result }: OptimizedFile, onlySafe: boolean): string {
  const lines = new LineIndex(text);
  const shown = result.proposals.filter(({ safe }) => safe || !onlySafe);
  const parts = shown.map(({ id, title, safe, range, reason, effect, question, places, files }) => {
    const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
    const where =
      places.length === 0 ? (files[0]?.path ?? file) : `line ${lines.positionAt(range.start).line + 1}${more}`;
    return [
      `  ${safe ? 'safe  ' : 'review'} ${id} (${where})`,
      `         ${title}. ${reason}`,
      `         Effect: ${effect}`,
      ...(question === undefined ? [] : [`         To look at: ${question}`]),
    ].join('\n');
  });
  const safe = result.proposals.filter((proposal) => proposal.safe).length;
  const count = result.proposals.length;
  const heading =
    count === 0 ? 'nothing to propose' : `${count} ${count === 1 ? 'proposal' : 'proposals'}, ${safe} safe`;
  const declined =
    count === 0
      ? [...new Set(result.declined.map(({ reason }) => reason))].slice(0, 5).map((reason) => `  ${reason}`)
      : [];
  return `${[`${file}: ${heading}`, ...parts, ...declined].join('\n')}\n`;
}

/** The changes of the Dockerfile and of what lies beside it. */
export function diffOf({ file, folder, text, chosen }: OptimizedFile): string {
  const changes = chosen.files.map((change) => {
    const target = path.join(folder, change.path);
    return unifiedDiff(change.path, textOrNothing(target), change.text);
  });
  return [unifiedDiff(file.replaceAll('\\', '/'), text, chosen.text), ...changes].join('');
}

export function colored(diff: string, { stdout, env }: CommandIo): string {
  const isTerminal = 'isTTY' in stdout && stdout.isTTY === true && !env.NO_COLOR;
  return isTerminal ? colorDiff(diff) : diff;
}

function textOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
