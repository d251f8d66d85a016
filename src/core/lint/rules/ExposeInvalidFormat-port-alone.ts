import type { Fix } from '../finding.ts';
import { portRule } from '../port-rule.ts';

export const portAlone = portRule(
  {
    code: 'ExposeInvalidFormat',
    severity: 'warning',
    fix: 'safe',
    summary: 'Name the port of the container alone: where it is published is for `docker run` to say',
  },
  ({ address, hostPort, word: { range, raw } }) =>
    address === '' && hostPort === '' ? undefined : { range, fix: withoutHost(raw, range.start) },
);

/** The builder leaves out what stands before the port; what a variable brings along is not for us to cut. */
function withoutHost(raw: string, start: number): Fix | undefined {
  if (!/^[\d.:[\]a-f]*:[\d-]+(?:\/\w+)?$/i.test(raw)) return undefined;
  const end = start + raw.lastIndexOf(':') + 1;
  return { title: 'Name the port alone', safety: 'safe', edits: [{ range: { start, end }, newText: '' }] };
}
