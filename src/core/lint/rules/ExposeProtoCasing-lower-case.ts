import type { Word } from '../../dockerfile/model.ts';
import type { Fix } from '../finding.ts';
import { portRule } from '../port-rule.ts';

export const lowerCaseProtocol = portRule(
  {
    code: 'ExposeProtoCasing',
    severity: 'warning',
    fix: 'safe',
    summary: 'Write the protocol of a port in lower case',
  },
  ({ protocol, word }) => {
    if (protocol === protocol.toLowerCase()) return undefined;
    const range = placeOf(protocol, word);
    return { range: range ?? word.range, fix: range && inLowerCase(protocol, range) };
  },
);

/** Where the protocol is written; undefined where it stands in a variable. */
function placeOf(protocol: string, { range, raw }: Word) {
  const written = /\/(\w+)["']?$/.exec(raw);
  if (written?.[1] !== protocol) return undefined;
  const start = range.start + written.index + 1;
  return { start, end: start + protocol.length };
}

function inLowerCase(protocol: string, range: Word['range']): Fix {
  const newText = protocol.toLowerCase();
  return { title: `Write ${newText}`, safety: 'safe', edits: [{ range, newText }] };
}
