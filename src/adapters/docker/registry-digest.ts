import { parseReference } from '../../core/image/reference.ts';
import type { Dial } from './dial.ts';
import type { Endpoint } from './endpoint.ts';
import { engineError } from './errors.ts';
import { registryAuth } from './push.ts';
import type { SignIns } from './sign-ins.ts';

/**
 * The digest that a registry has for a tag. The engine asks it, by its own way to the network and with the sign-in that
 * the person's docker client has; nothing is pulled.
 * @param reference `node:22`, `host/repository:tag`; without a tag it is `latest`
 * @returns `sha256:…`; undefined when the registry has no such image
 */
export async function registryDigestOn(
  { dial, endpoint, signIns }: { dial: Dial; endpoint: Endpoint; signIns: SignIns },
  reference: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const registry = parseReference(reference)?.registry ?? 'docker.io';
    const signIn = await signIns(registry);
    const headers = { 'X-Registry-Auth': registryAuth(signIn && { registry, ...signIn }) };
    const found = (await dial.get(`/distribution/${reference}/json`, signal, headers)) as Distribution;
    return found.Descriptor?.digest;
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw engineError(error, endpoint, `asking the registry for ${reference}`, signal);
  }
}

interface Distribution {
  readonly Descriptor?: { readonly digest?: string };
}
