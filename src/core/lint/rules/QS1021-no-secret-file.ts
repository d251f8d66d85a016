import { reportOnce } from '../report-once.ts';
import { defineRule } from '../rule.ts';

const summary =
  'Keep files with secrets out of the image, where a later step cannot delete them: `RUN --mount=type=secret` leaves no trace';

export const noSecretFile = defineRule({
  code: 'QS1021',
  severity: 'warning',
  fix: {
    none: 'how the program gets the secret has to change. Name the file in `.dockerignore`, so that `COPY . .` does not take it either',
  },
  summary,
  onbuild: true,
  on: {
    'ADD COPY': ({ heredocs, words }, { report }) => {
      if (heredocs.length > 0) return;
      reportOnce(
        report,
        words.slice(0, -1).filter(({ value }) => isSecretFile(value)),
        summary,
      );
    },
  },
});

/** Whether a file is one that holds secrets, by its name. */
export function isSecretFile(path: string): boolean {
  const parts = path.replaceAll('\\', '/').replace(/\/+$/, '').split('/');
  const name = parts.at(-1) as string;
  const folder = parts.at(-2);
  if (folder !== undefined && secretsOf[folder]?.includes(name)) return true;
  return (
    secretNames.test(name) || (/^\.env[.*]/.test(name) && !/example|sample|template|dist|defaults?|schema/.test(name))
  );
}

const secretNames =
  /^(?:\.env|\.netrc|_netrc|\.pgpass|\.pypirc|\.git-credentials|\.vault-token|\.aws|\.ssh|\.gnupg|id_(?:rsa|dsa|ecdsa|ed25519)|application_default_credentials\.json|(?:.*[-_.])?private[-_.]?key(?:\.pem)?|.+\.(?:pfx|p12|ppk))$/;

/** Names that tell only along with their folder. */
const secretsOf: { readonly [folder: string]: readonly string[] } = {
  '.aws': ['config', 'credentials'],
  '.docker': ['config.json'],
  '.kube': ['config'],
  '.azure': ['accessTokens.json', 'msal_token_cache.json'],
};
