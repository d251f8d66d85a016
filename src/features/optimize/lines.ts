/** What the list of proposals shows, as data. */
import * as vscode from 'vscode';
import type { Icon } from '../../ui/node.ts';
import { type ChosenProposals, type Row, titleOf } from './chosen-proposals.ts';

export interface Line {
  /** The same again after each change, which keeps what is expanded. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon?: Icon;
  readonly context: string;
  /** What its box switches. */
  readonly row?: Row;
  readonly isExpanded?: boolean;
  readonly children?: readonly Line[];
  /** The rewrite that is looked for when a person asks for it. */
  readonly asks?: string;
  readonly opens?: { readonly place: number } | { readonly file: string };
}

/** @param lineAt the line of an offset, from 1 */
export function linesOf({ rows, declined, result }: ChosenProposals, lineAt: (offset: number) => number): Line[] {
  const files = result.files.map(
    ({ path, proposal }): Line => ({
      id: `file ${path}`,
      label: path,
      description: titleOf(proposal),
      icon: 'file',
      context: 'quayside.optimizedFile',
      opens: { file: path },
    }),
  );
  return [
    ...rows.map((row) => lineOf(row, lineAt)),
    ...(files.length > 0 ? [group('files', vscode.l10n.t('Written beside it'), 'files', files, true)] : []),
    ...(declined.length > 0
      ? [
          group(
            'declined',
            vscode.l10n.t('What is not proposed, and why'),
            'circle-slash',
            declined.map(declinedLine),
            rows.length === 0,
          ),
        ]
      : []),
  ];
}

function lineOf(row: Row, lineAt: (offset: number) => number): Line {
  const { key, id, title, safe, proposal, isChosen, isApplied } = row;
  const kind = safe ? vscode.l10n.t('safe') : vscode.l10n.t('to be reviewed');
  const state = isChosen && !isApplied ? vscode.l10n.t('left out for one above') : undefined;
  const details = proposal ? detailsOf(key, proposal, lineAt) : [followUp(key)];
  return {
    id: key,
    label: title,
    description: [kind, state].filter(Boolean).join(', '),
    tooltip: [title, ...details.map(({ label }) => label), id].join('\n'),
    icon: iconOf(row),
    context: proposal ? 'quayside.proposal' : 'quayside.followUp',
    row,
    isExpanded: true,
    children: details,
    ...(proposal && { opens: { place: proposal.range.start } }),
  };
}

function iconOf({ safe, isChosen, isApplied }: Row): Icon {
  if (isChosen && !isApplied) return { id: 'circle-slash', color: 'disabledForeground' };
  return safe ? { id: 'pass', color: 'testing.iconPassed' } : { id: 'question', color: 'list.warningForeground' };
}

function detailsOf(
  key: string,
  { reason, effect, question, places }: NonNullable<Row['proposal']>,
  lineAt: (offset: number) => number,
): Line[] {
  const detail = (kind: string, label: string, icon: string): Line => ({
    id: `${key} ${kind}`,
    label,
    tooltip: label,
    icon,
    context: 'quayside.detail',
  });
  const lines = [...new Set(places.map(({ range }) => lineAt(range.start)))];
  const first = places[0];
  return [
    detail('reason', reason, 'info'),
    detail('effect', effect, 'graph'),
    ...(question === undefined ? [] : [detail('question', question, 'question')]),
    ...(first
      ? [
          {
            ...detail(
              'place',
              lines.length === 1
                ? vscode.l10n.t('Line {0}', lines.join())
                : vscode.l10n.t('Lines {0}', lines.join(', ')),
              'location',
            ),
            opens: { place: first.range.start },
          },
        ]
      : []),
  ];
}

function followUp(key: string): Line {
  const label = vscode.l10n.t('What is chosen above makes this possible.');
  return { id: `${key} follows`, label, tooltip: label, icon: 'info', context: 'quayside.detail' };
}

function group(id: string, label: string, icon: string, children: readonly Line[], isExpanded: boolean): Line {
  return {
    id,
    label,
    description: String(children.length),
    icon,
    context: `quayside.${id}`,
    children,
    isExpanded,
  };
}

function declinedLine({ id, reason, isOnRequest }: ChosenProposals['declined'][number]): Line {
  const title = titleOf(id);
  return {
    id: `declined ${id}`,
    label: title,
    description: reason,
    tooltip: `${title}\n${reason}\n${id}`,
    context: isOnRequest ? 'quayside.onRequest' : 'quayside.declined',
    ...(isOnRequest && { asks: id }),
  };
}
