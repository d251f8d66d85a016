import { type DecidingPlatform, decidingPlatform, type Platform, readPlatform } from '../platforms.ts';
import { defineRule } from '../rule.ts';

export const platformThatFargateRuns = defineRule<undefined, { platform: DecidingPlatform | undefined }>({
  code: 'QS2004',
  severity: 'warning',
  fix: { none: 'that of DL3029 deletes the platform' },
  summary: 'Build for a platform that Fargate runs: linux/amd64, linux/arm64 or windows/amd64',
  perStage: (parent, stage) => ({ platform: decidingPlatform(parent?.platform, stage) }),
  atEnd: ({ inStage: { platform: deciding }, report }) => {
    const platform = readPlatform(deciding?.flag.value ?? '');
    if (!deciding || !platform || isRun(platform)) return;
    report({ range: deciding.flag.valueRange ?? deciding.flag.range }, { instruction: deciding.stage.from });
  },
});

function isRun({ architecture, system }: Platform): boolean {
  if (architecture === undefined) return system === 'linux' || system === 'windows';
  if (system === 'windows') return architecture === 'x86_64';
  return system === 'linux' && (architecture === 'x86_64' || architecture === 'arm64');
}
