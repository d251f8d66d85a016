import type { Word } from '../../dockerfile/model.ts';
import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary = 'Write the protocol of a port in lower case';

export const lowerCaseProtocol = defineRule({
  code: 'ExposeProtoCasing',
  severity: 'warning',
  summary,
  on: {
    EXPOSE: ({ stage, words }, { report }) => {
      if (stage)
        reportOnce(
          report,
          words.flatMap((word) => protocolOf(word) ?? []),
          summary,
        );
    },
  },
});

function protocolOf({ range, raw }: Word) {
  const [protocol] = /(?<=\/)(?:tcp|udp|sctp)(?=["']?$)/i.exec(raw) ?? [];
  if (protocol === undefined || protocol === protocol.toLowerCase()) return undefined;
  const end = range.end - (/["']$/.test(raw) ? 1 : 0);
  const at = { start: end - protocol.length, end };
  const newText = protocol.toLowerCase();
  return { range: at, fix: { title: `Write ${newText}`, safety: 'safe' as const, edits: [{ range: at, newText }] } };
}
