const part = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const host =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])';
const name = new RegExp(
  `^(?:${host}(?::[0-9]+)?/)?${part}(?:/${part})*(?::\\w[\\w.-]{0,127})?(?:@[A-Za-z]\\w*(?:[-_+.][A-Za-z]\\w*)*:[0-9a-fA-F]{32,})?$`,
);

/** Whether a text can be the name of an image, with or without registry, tag and digest. */
export function isImageName(text: string): boolean {
  if (/^[a-f0-9]{64}$/.test(text) || !name.test(text)) return false;
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  // Capitals are for registries and tags.
  const isHost = /[.:A-Z]/.test(first) || first === 'localhost';
  const rest = isHost ? text.slice(slash + 1) : text;
  const path = rest.split(/[:@]/, 1)[0] as string;
  return path === path.toLowerCase();
}
