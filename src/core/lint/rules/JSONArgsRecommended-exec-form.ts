import { defineRule } from '../rule.ts';

export const jsonArguments = defineRule({
  code: 'JSONArgsRecommended',
  severity: 'warning',
  fix: { none: 'that of DL3025 mends it' },
  summary: 'Write the command as a JSON array, or name its shell with SHELL: a shell in between keeps signals away',
  twins: ['DL3025'],
  perStage: (parent: { hasShell: boolean } | undefined) => ({ hasShell: parent?.hasShell ?? false }),
  on: {
    SHELL: (_, { inStage }) => {
      inStage.hasShell = true;
    },
    'CMD ENTRYPOINT': ({ command, stage }, { inStage, report }) => {
      if (stage && command?.form === 'shell' && !inStage.hasShell) report(command);
    },
  },
});
