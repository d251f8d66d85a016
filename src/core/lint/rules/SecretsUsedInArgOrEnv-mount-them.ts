import { defineRule } from '../rule.ts';

export const mountSecrets = defineRule({
  code: 'SecretsUsedInArgOrEnv',
  severity: 'warning',
  fix: { none: 'how the secret gets there is for a person to decide' },
  summary: 'Keep secrets out of ARG and ENV, which end up in the image: `RUN --mount=type=secret` leaves no trace',
  twins: ['DL3064'],
  on: {
    'ARG ENV': ({ pairs, stage }, { report }) => {
      if (!stage) return;
      for (const { name } of pairs) if (isSecret(name.value)) report(name);
    },
  },
});

/** What a variable in the name stands for is not known. */
function isSecret(name: string): boolean {
  return secret.test(name) && !harmless.test(name) && !name.includes('$');
}

const secret = /(?:_|^)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const harmless = /(?:_|^)(?:public|file|version)(?:_|$)/i;
