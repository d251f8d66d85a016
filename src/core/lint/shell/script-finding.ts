/** What is found in a script, by its offsets: the same wherever in a Dockerfile the script stands. */
import type { ShellNode } from '../../dockerfile/bash.ts';
import type { FoldedText } from '../../dockerfile/model.ts';
import type { TextEdit } from '../../text.ts';
import type { Fix } from '../finding.ts';

/** A stretch of a script, of which a node is one. */
export type Stretch = Pick<ShellNode, 'pos' | 'end'>;

/** Puts a text in place of a stretch, or in front of it or behind it. */
export interface ScriptEdit {
  readonly at: Stretch;
  readonly side?: 'before' | 'behind';
  readonly newText: string;
}

export interface ScriptFix {
  readonly title: string;
  readonly safety: Fix['safety'];
  readonly edits: readonly ScriptEdit[];
}

export type ReportInScript = (at: Stretch, fix?: ScriptFix) => void;

/** Puts a text in front of a stretch and one behind it. */
export function around(at: Stretch, before: string, behind: string): ScriptEdit[] {
  return [
    { at, side: 'before', newText: before },
    { at, side: 'behind', newText: behind },
  ];
}

/** At its place in a Dockerfile. */
export function placedFix({ title, safety, edits }: ScriptFix, text: FoldedText): Fix {
  return { title, safety, edits: edits.map((edit) => placedEdit(edit, text)) };
}

function placedEdit({ at: { pos, end }, side, newText }: ScriptEdit, text: FoldedText): TextEdit {
  const range = text.sourceRange({ start: pos, end });
  if (!side) return { range, newText };
  const offset = side === 'before' ? range.start : range.end;
  return { range: { start: offset, end: offset }, newText };
}
