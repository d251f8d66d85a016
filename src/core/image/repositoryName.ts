/** What is wrong with a name for an ECR repository, as a sentence; undefined when ECR accepts it. */
export function wrongRepositoryName(name: string): string | undefined {
  if (name.length < 2 || name.length > 256)
    return `A repository name has 2 to 256 characters; "${name}" has ${name.length}.`;
  if (name !== name.toLowerCase()) return `A repository name has no capital letters; "${name}" has.`;
  if (!/^[a-z]/.test(name)) return `A repository name starts with a letter; "${name}" does not.`;
  if (accepted.test(name)) return undefined;
  return `"${name}" is not a repository name: letters and digits, with single separators . _ __ - / between them.`;
}

const accepted = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
