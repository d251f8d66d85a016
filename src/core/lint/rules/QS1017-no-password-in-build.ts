import type { Instruction } from '../../dockerfile/model.ts';
import { mountOptions } from '../../dockerfile/mounts.ts';
import { defineRule } from '../rule.ts';

export const noPasswordInBuild = defineRule({
  code: 'QS1017',
  severity: 'warning',
  fix: { none: 'whether the user should be there at all is for you to say' },
  summary: 'Set no password while building: it stays in the history of the image, and a container has no use for one',
  onbuild: true,
  commands: {
    chpasswd: ({ nameRange }, { instruction, report }) => {
      if (!hasSecretMount(instruction)) report({ range: nameRange });
    },
  },
});

/** What comes from a secret leaves no trace but its hash. */
function hasSecretMount({ flags }: Instruction): boolean {
  return flags.some(
    ({ name, value }) =>
      name === 'mount' &&
      mountOptions(value ?? '').some((option) => option.key === 'type' && option.value === 'secret'),
  );
}
