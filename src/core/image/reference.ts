/**
 * An image's name, cut up: `[registry/]repository[:tag][@digest]`.
 * Source of the grammar: the distribution project's reference format.
 */
export interface Reference {
  /** Host with optional port; undefined where none is written (Docker Hub's short form). */
  readonly registry: string | undefined;
  /** Path without registry, tag and digest. */
  readonly repository: string;
  readonly tag: string | undefined;
  /** `sha256:…` */
  readonly digest: string | undefined;
}

const pathPart = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestForm = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}$/;
const hostForm =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;

/** @returns undefined where the text is no image reference; nothing is completed (no `latest`, no `library/`). */
export function parseReference(text: string): Reference | undefined {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !digestForm.test(digest)) return undefined;
  let rest = at < 0 ? text : text.slice(0, at);

  const colon = rest.lastIndexOf(':');
  const tag = colon > rest.lastIndexOf('/') ? rest.slice(colon + 1) : undefined;
  if (tag !== undefined) {
    if (!tagForm.test(tag)) return undefined;
    rest = rest.slice(0, colon);
  }

  const slash = rest.indexOf('/');
  const first = slash < 0 ? '' : rest.slice(0, slash);
  const hasHost = /[.:A-Z]/.test(first) || first === 'localhost';
  const registry = hasHost ? first : undefined;
  const repository = hasHost ? rest.slice(slash + 1) : rest;
  if (registry !== undefined && !hostForm.test(registry)) return undefined;
  if (!repository.split('/').every((part) => pathPart.test(part))) return undefined;
  return { registry, repository, tag, digest };
}

export function formatReference({ registry, repository, tag, digest }: Reference): string {
  return `${registry === undefined ? '' : `${registry}/`}${repository}${tag === undefined ? '' : `:${tag}`}${
    digest === undefined ? '' : `@${digest}`
  }`;
}

export function isTag(text: string): boolean {
  return tagForm.test(text);
}

export interface EcrHost {
  readonly account: string;
  readonly region: string;
  readonly fips: boolean;
}

// Classic hosts of every partition, dual-stack hosts under on.aws and their like elsewhere.
const ecrHost =
  /^(\d{12})\.dkr[.-]ecr(-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

/** @returns undefined for any other host: an emulator's `localhost:4566` is a registry too, and no account can be read from it. */
export function parseEcrHost(host: string): EcrHost | undefined {
  const match = ecrHost.exec(host);
  if (!match) return undefined;
  return { account: match[1] as string, region: match[3] as string, fips: match[2] !== undefined };
}
