/**
 * The tag that an image gets when nobody names one: the commit it was built from, shortened to twelve
 * digits and marked when files have changed since; without a repository, the time in UTC.
 */
export function defaultTag(head: { readonly commit: string; readonly dirty: boolean } | undefined, now: Date): string {
  if (head) return `${head.commit.slice(0, 12)}${head.dirty ? '-dirty' : ''}`;
  return now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}
