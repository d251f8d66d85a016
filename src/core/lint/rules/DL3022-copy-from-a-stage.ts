import type { Flag } from '../../dockerfile/model.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const copyFromAStage = defineRule({
  code: 'DL3022',
  severity: 'warning',
  summary: 'Copy from an earlier stage or from an image with a tag',
  perFile: () => ({ names: new Set<string>(), count: 0 }),
  on: {
    FROM: (_, { inFile, stage }) => {
      inFile.count++;
      if (stage?.name) inFile.names.add(stage.name.value);
    },
    COPY: ({ flags }, { inFile, report }) => {
      const from = flags.find(({ name }) => name === 'from');
      const source = from?.value;
      if (!source || source.includes(':') || inFile.names.has(source)) return;
      if (/^\d+$/.test(source) && Number(source) < inFile.count) return;
      report({ range: from.valueRange ?? from.range }, { fix: asNamed(from, source, inFile.names) });
    },
  },
});

/** The builder takes a name in any case; that of the stage is the one to write. */
function asNamed({ valueRange }: Flag, source: string, names: ReadonlySet<string>): Fix | undefined {
  const alike = [...names].filter((name) => name.toLowerCase() === source.toLowerCase());
  const [name] = alike;
  if (name === undefined || alike.length > 1 || !valueRange) return undefined;
  return {
    title: `Write ${name} as the stage does`,
    safety: 'safe',
    edits: [{ range: valueRange, newText: name }],
  };
}
