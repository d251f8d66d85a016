import { defineRule } from '../rule.ts';
import { secretsIn } from '../secret-shapes.ts';

export const noSecretInText = defineRule({
  code: 'QS1020',
  severity: 'error',
  fix: {
    none: 'the secret has to be revoked, and the next one come from elsewhere: a secret mount while building, the `secrets` of the task definition while running',
  },
  summary: 'This is a secret by its shape: whoever has the file or the image can use it. Revoke it, and mount the next',
  perFile: (): { hasSecrets?: boolean } => ({}),
  on: {
    '*': ({ range }, { dockerfile, inFile, report }) => {
      // Nearly all files have none, which one look at all of the text tells.
      inFile.hasSecrets ??= secretsIn(dockerfile.text).length > 0;
      if (!inFile.hasSecrets) return;
      const text = dockerfile.text.slice(range.start, range.end);
      const [first, ...others] = secretsIn(text).map(({ start, end, kind }) => ({
        range: { start: range.start + start, end: range.start + end },
        message: `This is ${kind}: whoever has the file or the image can use it. Revoke it, and mount the next as a secret`,
      }));
      if (first) report(first, { message: first.message, ...(others.length > 0 && { related: others }) });
    },
  },
});
