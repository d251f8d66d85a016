import type { Instruction } from '../../dockerfile/model.ts';
import { deleteFlag } from '../delete-flag.ts';
import { defineRule } from '../rule.ts';

export const noTargetPlatform = defineRule({
  code: 'DL3065',
  severity: 'warning',
  summary: 'Leave out `--platform=$TARGETPLATFORM`: it is what the builder does by itself',
  // Whether the file gives the variable a value of its own.
  perFile: () => ({ declared: false }),
  on: {
    ARG: (instruction, { inFile, stage }) => {
      if (!stage && declares(instruction)) inFile.declared = true;
    },
    FROM: (_, { dockerfile, inFile, report, stage }) => {
      const platform = stage?.platform;
      if (platform?.value !== '$TARGETPLATFORM' && platform?.value !== '${TARGETPLATFORM}') return;
      const safety = inFile.declared ? 'review' : 'safe';
      report(platform, { fix: { title: 'Delete the platform', safety, edits: [deleteFlag(platform, dockerfile)] } });
    },
  },
});

function declares({ pairs }: Instruction): boolean {
  return pairs.some(({ name, value }) => name.value === 'TARGETPLATFORM' && value !== undefined);
}
