import type { Instruction, Stage } from '../../dockerfile/model.ts';
import { deletePlatform } from '../delete-platform.ts';
import { defineRule } from '../rule.ts';

export const noTargetPlatform = defineRule({
  code: 'DL3065',
  severity: 'warning',
  fix: 'both',
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
      report(platform, { fix: deletePlatform(stage as Stage, dockerfile, inFile.declared ? 'review' : 'safe') });
    },
  },
});

function declares({ pairs }: Instruction): boolean {
  return pairs.some(({ name, value }) => name.value === 'TARGETPLATFORM' && value !== undefined);
}
