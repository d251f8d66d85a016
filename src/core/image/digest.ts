/** Twelve hexadecimal digits of a digest, as people know them from `docker images`. */
export function shortDigest(digest: string): string {
  return digest.replace(/^[a-z0-9]+:/, '').slice(0, 12);
}
