import { type DecidingPlatform, decidingPlatform, readPlatform } from '../platforms.ts';
import { defineRule } from '../rule.ts';

export const platformOfTheTask = defineRule<undefined, { platform: DecidingPlatform | undefined }>({
  code: 'QS2101',
  severity: 'error',
  fix: 'review',
  summary: 'Build for the platform of the task',
  perStage: (parent, stage) => ({ platform: decidingPlatform(parent?.platform, stage) }),
  atEnd: ({ inStage: { platform: deciding }, report, service }) => {
    const platform = readPlatform(deciding?.flag.value ?? '');
    if (!service || !deciding || !platform) return;
    const { architecture = service.architecture, system } = platform;
    if (system === 'linux' && architecture === service.architecture) return;
    const wanted = service.architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64';
    const range = deciding.flag.valueRange ?? deciding.flag.range;
    const message = `The task runs on ${wanted} and could not start this image, which is for ${deciding.flag.value}`;
    const fix = { title: `Write ${wanted}`, safety: 'review', edits: [{ range, newText: wanted }] } as const;
    report({ range }, { message, fix, instruction: deciding.stage.from });
  },
});
