import type { Pair } from '../../dockerfile/model.ts';
import { reportOnce } from '../report-once.ts';
import { type Context, defineRule, type Rule } from '../rule.ts';
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
    'ARG ENV': ({ pairs }, { report }) => reportSecrets(pairs, report),
  },
});

/** As the released hadolint has it, to which an ARG has one name. */
export const noSecretsInVariablesAsReleased: Rule = {
  ...noSecretsInVariables,
  on: {
    ARG: ({ pairs }, { report }) => reportSecrets(pairs.slice(0, 1), report),
    ENV: ({ pairs }, { report }) => reportSecrets(pairs, report),
  },
};

function reportSecrets(pairs: readonly Pair[], report: Context['report']): void {
  const names = pairs.map(({ name }) => name).filter(({ value }) => isSecretName(value));
  reportOnce(report, names, summary);
}
