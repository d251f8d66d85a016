import type { Range } from '../text.ts';

export interface SecretPlace extends Range {
  /** What it is, as in “This is a key of AWS”. */
  readonly kind: string;
}

/** Where a text holds what can only be a secret. */
export function secretsIn(text: string): SecretPlace[] {
  const found: SecretPlace[] = [];
  for (const match of text.matchAll(anyShape)) {
    const at = shapes.findIndex((_, index) => match[index + 1] !== undefined);
    const { kind } = shapes[at] as (typeof shapes)[0];
    // AWS uses such keys in its documentation.
    if (match[0].endsWith('EXAMPLE')) continue;
    found.push({ start: match.index, end: match.index + match[0].length, kind });
  }
  return found;
}

/** Issuers give their secrets a beginning of their own and a fixed length, so that they can be told from other text. */
const shapes = [
  { kind: 'an access key of AWS', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { kind: 'a token of GitHub', pattern: /\bgh[oprsu]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{22}_\w{59}\b/ },
  { kind: 'a token of GitLab', pattern: /\bgl(?:pat|dt|rt|cbt|ptt)-[\w-]{20,}/ },
  { kind: 'a token of npm', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { kind: 'a token of PyPI', pattern: /\bpypi-AgE[\w-]{50,}/ },
  { kind: 'a token of Docker Hub', pattern: /\bdckr_(?:pat|oat)_[\w-]{27,}/ },
  { kind: 'a token of Slack', pattern: /\bxox[abeprs]-[\w-]{20,}|\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20,}/ },
  { kind: 'a key of Stripe', pattern: /\b[rs]k_live_[A-Za-z0-9]{24,}/ },
  { kind: 'a key of Google', pattern: /\bAIza[\w-]{35}(?![\w-])/ },
  { kind: 'a key of SendGrid', pattern: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/ },
  { kind: 'a token of Hugging Face', pattern: /\bhf_[A-Za-z]{34}\b/ },
  { kind: 'a key of OpenAI or Anthropic', pattern: /\bsk-(?:proj|ant|svcacct)-[\w-]{32,}/ },
  { kind: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
];

/** One group a shape. */
const anyShape = new RegExp(shapes.map(({ pattern }) => `(${pattern.source})`).join('|'), 'g');
