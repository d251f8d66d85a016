import type { ContextFiles } from '../../context.ts';

/** Crates that speak TLS, or are for nothing else but what TLS needs. */
const tls =
  /^(native-tls|rustls|boring|webpki|schannel|curl|s2n|mbedtls|aws-lc|gnutls|wolfssl|botan|libcrypto|x509|openssl-probe)/;
/** The crates of OpenSSL, which also signs, hashes and encrypts. */
const openssl = /^openssl(-sys|-macros|-src)?$/;
/** The part of OpenSSL that speaks TLS, or another name for the whole. */
const usesTls = /\bopenssl\s*::\s*(ssl|x509|\*|\{[^;]*\b(ssl|x509)\b)|\bopenssl\s+as\b|\bopenssl_sys\b/;

/** Whether a Rust program may speak TLS, and so want the certificates of the system; where that is not known, it may. */
export function speaksTls(context: ContextFiles | undefined): boolean {
  const locks = context?.complete ? context.sent.filter((path) => /(^|\/)Cargo\.lock$/.test(path)) : [];
  if (!context || locks.length === 0) return true;
  return locks.some((path) => {
    const text = context.text(path);
    if (text === undefined) return true;
    const crates = cratesOf(text);
    if (crates.some(({ name }) => tls.test(name))) return true;
    const isLinked = crates.some(({ name }) => openssl.test(name));
    const users = crates.filter(
      ({ name, dependencies }) => !openssl.test(name) && dependencies.some((each) => openssl.test(each)),
    );
    return isLinked && (users.some(({ isLocal }) => !isLocal) || sourcesUseTls(context));
  });
}

function sourcesUseTls(context: ContextFiles): boolean {
  const sources = context.sent.filter((path) => path.endsWith('.rs'));
  return (
    sources.length === 0 ||
    sources.length > 3000 ||
    sources.some((path) => usesTls.test(context.text(path) ?? 'openssl::ssl'))
  );
}

interface Crate {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** Whether its sources are among those of the project. */
  readonly isLocal: boolean;
}

function cratesOf(lock: string): readonly Crate[] {
  return lock
    .split(/^\[\[package\]\]\s*$/m)
    .slice(1)
    .map((entry) => ({
      name: /^name = "([^"]+)"/m.exec(entry)?.[1] ?? '',
      dependencies: [...(/^dependencies = \[([^\]]*)\]/m.exec(entry)?.[1] ?? '').matchAll(/"([^" ]+)/g)].map(
        ([, name = '']) => name,
      ),
      isLocal: !/^source = /m.test(entry),
    }));
}
