/** Whether a file is an archive by its name, as hadolint has it: what ADD would unpack, and some more. */
export function isArchiveName(path: string): boolean {
  return suffix.test(path);
}

const suffix = /\.(?:tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz)$/;
