import type { Flag } from '../../dockerfile/model.ts';
import type { Fix } from '../finding.ts';
import { defineRule } from '../rule.ts';

export const copyFromAStage = defineRule({
  code: 'DL3022',
  severity: 'warning',
  fix: 'safe',
  summary: 'Copy from an earlier stage or from an image with a tag',
  perFile: () => ({
    names: new Set<string>(),
    /** By the name in lower case, which is how the builder tells stages apart. */
    byAnyCase: new Map<string, string>(),
    count: 0,
  }),
  on: {
    FROM: (_, { inFile, stage }) => {
      inFile.count++;
      if (!stage?.name) return;
      const { value } = stage.name;
      inFile.names.add(value);
      inFile.byAnyCase.set(value.toLowerCase(), value);
    },
    COPY: ({ flags }, { inFile: { names, byAnyCase, count }, report, stage }) => {
      const from = flags.find(({ name }) => name === 'from');
      const source = from?.value;
      if (!source || source.includes(':') || names.has(source)) return;
      if (/^\d+$/.test(source) && Number(source) < count) return;
      const name = byAnyCase.get(source.toLowerCase());
      const isOther = name !== undefined && name !== stage?.name?.value;
      report({ range: from.valueRange ?? from.range }, { fix: isOther ? asNamed(from, name) : undefined });
    },
  },
});

function asNamed({ valueRange }: Flag, name: string): Fix | undefined {
  if (!valueRange) return undefined;
  return {
    title: `Write ${name} as the stage does`,
    safety: 'safe',
    edits: [{ range: valueRange, newText: name }],
  };
}
