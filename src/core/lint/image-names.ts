/**
 * The registry that an image names, port included. As in hadolint only a dot tells one from a folder:
 * the builder would take `localhost/x` and `registry:5000/x` as well.
 */
export function dottedRegistry(image: string): string | undefined {
  const first = image.slice(0, Math.max(0, image.indexOf('/')));
  return first.includes('.') ? first : undefined;
}

/** What is left of an image without such a registry, tag and digest; a `${…}` is never cut. */
export function imageName(image: string): string {
  const registry = dottedRegistry(image);
  const rest = registry === undefined ? image : image.slice(registry.length + 1);
  return (/^(?:\$\{[^}]*\}|[^:@])*/.exec(rest) as RegExpExecArray)[0];
}
