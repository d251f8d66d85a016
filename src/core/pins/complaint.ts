/** What says no more than that there is no such package, or nothing at all. */
const idle =
  /no matching distribution|\bE?404\b|unable to locate|could not find a valid gem|experimental|notice|new release|unable to detect release|complete log|^npm \S+ (?:code|syscall|errno|type) /i;

/** @returns what kept a package manager from an answer, from what it wrote on standard error; undefined where nothing did */
export function complaintIn(stderr: string): string | undefined {
  const lines = stderr.split(/\r?\n/).map((line) => line.trim());
  const isComplaint = (line: string) =>
    !idle.test(line) &&
    /fail|error|unable|cannot|no such|no matching repo|unknown|invalid|refused|denied|resolv/i.test(line);
  return lines.find(isComplaint)?.slice(0, 300).replace(/\.$/, '');
}
