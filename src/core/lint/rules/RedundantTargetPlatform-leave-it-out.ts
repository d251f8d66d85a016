import { GlobalArguments } from '../../dockerfile/stage-environment.ts';
import { expand } from '../../dockerfile/variables.ts';
import { deletePlatform } from '../delete-platform.ts';
import { defineRule } from '../rule.ts';

export const leaveTargetPlatformOut = defineRule({
  code: 'RedundantTargetPlatform',
  severity: 'warning',
  fix: 'both',
  summary: 'Leave out `--platform=$TARGETPLATFORM`: it is what the builder does by itself',
  twins: ['DL3065'],
  perFile: () => ({ globals: new GlobalArguments(), isOverridden: false }),
  on: {
    ARG: (arg, { dockerfile, inFile }) => {
      if (arg.stage) return;
      inFile.isOverridden ||= arg.pairs.some(
        ({ name, value }) => name.value === 'TARGETPLATFORM' && value !== undefined,
      );
      inFile.globals.takeArg(arg, dockerfile);
    },
    FROM: (_, { dockerfile, inFile, report, stage }) => {
      const { globals, isOverridden } = inFile;
      const platform = stage?.platform;
      if (!stage || !platform?.valueRange) return;
      const raw = dockerfile.text.slice(platform.valueRange.start, platform.valueRange.end);
      const { references, value } = expand(raw, dockerfile.escape, globals.lookup);
      const isTarget = references.length > 0 && references.every(({ name }) => name === 'TARGETPLATFORM');
      if (!isTarget || value !== globals.lookup('TARGETPLATFORM')) return;
      report(platform, { fix: deletePlatform(stage, dockerfile, isOverridden ? 'review' : 'safe') });
    },
  },
});
