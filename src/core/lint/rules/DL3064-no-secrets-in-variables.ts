import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';
import { isSecretName } from '../secret-names.ts';

const summary =
  'Keep secrets out of ARG and ENV, where whoever has the image can read them: `RUN --mount=type=secret` leaves no trace';

export const noSecretsInVariables = defineRule({
  code: 'DL3064',
  severity: 'warning',
  fix: {
    none: 'the secret has to come from elsewhere, a secret mount while building, the task definition while running',
  },
  summary,
  onbuild: true,
  on: {
    'ARG ENV': ({ pairs }, { report }) => {
      const secrets = pairs.filter(({ name }) => isSecretName(name.value));
      reportOnce(
        report,
        secrets.map(({ name }) => name),
        summary,
      );
    },
  },
});
