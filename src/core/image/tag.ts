/**
 * The tag that an image gets when nobody names one: the commit it was built from, shortened to twelve
 * digits and marked when files have changed since; without a repository, the image's own id, so that the
 * same image is never pushed under two names.
 * @param imageId `sha256:…`
 */
export function defaultTag(
  head: { readonly commit: string; readonly dirty: boolean } | undefined,
  imageId: string,
): string {
  if (head) return `${head.commit.slice(0, 12)}${head.dirty ? '-dirty' : ''}`;
  return `image-${imageId.replace(/^sha256:/, '').slice(0, 12)}`;
}
