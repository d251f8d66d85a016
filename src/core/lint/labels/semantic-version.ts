/** Whether a text is a version of three numbers, perhaps with `-` and `+` and what they say of the build. */
export function isSemanticVersion(text: string): boolean {
  return version.test(text);
}

// As hadolint reads it: numbers may begin with a zero, what follows `-` or `+` may be nothing or end in a dot.
const parts = '(?:[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*\\.?)?';
const version = new RegExp(`^\\d+\\.\\d+\\.\\d+(?:-${parts})?(?:\\+${parts})?$`);
