import type { Stage } from '../../dockerfile/model.ts';
import { deletePlatform } from '../delete-platform.ts';
import { defineRule } from '../rule.ts';

export const noFixedPlatform = defineRule({
  code: 'DL3029',
  severity: 'warning',
  fix: 'review',
  summary: 'Leave the platform to the build (`docker build --platform`), or use BUILDPLATFORM to cross-compile',
  on: {
    FROM: (_, { dockerfile, report, stage }) => {
      const platform = stage?.platform;
      if (platform?.value === undefined || /BUILDPLATFORM|TARGETPLATFORM/.test(platform.value)) return;
      report(platform, { fix: deletePlatform(stage as Stage, dockerfile, 'review') });
    },
  },
});
