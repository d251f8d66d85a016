/** Why a registry took no image, for a person. Pure. */
export interface ExplainedPush {
  readonly code: string;
  readonly says: string;
  readonly mend: string;
}

/**
 * @param message what the engine says, the registry's words included
 * @param target where the image was to go, without a digest
 */
export function explainPushFailure(
  message: string,
  target: { readonly registry: string; readonly repository: string; readonly tag: string },
): ExplainedPush {
  const { registry, repository, tag } = target;
  if (/immutable|TagAlreadyExists/i.test(message)) {
    return {
      code: 'immutable-tag',
      says: `The tag “${tag}” is taken in ${repository}, whose tags cannot be moved.`,
      mend: 'Push under another tag.',
    };
  }
  const permission = /not authorized to perform:? ([\w-]+:\w+)/.exec(message)?.[1];
  if (permission !== undefined) {
    return {
      code: 'access-denied',
      says: `You may not push to ${repository}: the permission ${permission} is missing.`,
      mend: `Ask for ${permission} on the repository, or choose another profile.`,
    };
  }
  if (/expired/i.test(message) && /token/i.test(message)) {
    return {
      code: 'expired-credentials',
      says: `The login to ${registry} has expired.`,
      mend: 'Push again; a new login is fetched each time.',
    };
  }
  if (/no basic auth|unauthorized|authentication required|denied|40[13] (Unauthorized|Forbidden)/i.test(message)) {
    return {
      code: 'push-refused',
      says: `The registry ${registry} refused the login for ${repository}.`,
      mend: 'Choose another profile, or ask for permission to push to this repository.',
    };
  }
  if (/name unknown|repository .*(does not exist|not found)|RepositoryNotFound/i.test(message)) {
    return {
      code: 'no-repository',
      says: `The repository ${repository} is not in ${registry}; it was deleted during the push.`,
      mend: 'Push again; the repository is created when it is missing.',
    };
  }
  if (/x509|certificate|server gave HTTP response to HTTPS client/i.test(message)) {
    return {
      code: 'untrusted-registry',
      says: `The engine does not trust the registry ${registry}: ${lastClause(message)}.`,
      mend: 'Give the engine the certificate of the registry (certs.d), or list it under insecure-registries.',
    };
  }
  if (/toomanyrequests|rate exceeded|throttl/i.test(message)) {
    return {
      code: 'throttled',
      says: `The registry ${registry} takes no more requests for now.`,
      mend: 'Wait a minute and push again; layers that arrived are not sent again.',
    };
  }
  if (
    /dial tcp|no such host|i\/o timeout|connection (refused|reset)|unexpected EOF|\bEOF\b|network is unreachable|broken pipe|TLS handshake|proxyconnect|context deadline/i.test(
      message,
    )
  ) {
    return {
      code: 'registry-unreachable',
      says: `The engine lost or cannot reach the registry ${registry}: ${lastClause(message)}.`,
      mend: 'Check the network and the proxy of the engine, then push again; layers that arrived are not sent again.',
    };
  }
  return {
    code: 'push-failed',
    says: `The push to ${registry}/${repository} failed: ${message.trim().replace(/\.$/, '')}.`,
    mend: 'Push again; layers that arrived are not sent again.',
  };
}

function lastClause(message: string): string {
  return (message.trim().split(': ').slice(-2).join(': ') || message).replace(/\.$/, '').slice(0, 200);
}
