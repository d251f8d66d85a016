import type { Reader } from './reader.ts';

const opaque = { variables: true };

/** What follows FROM. A registry is one whose name has a dot, so `registry:5000/x:1` has two tags. */
export function image(reader: Reader): boolean {
  reader.attempt(() => reader.take('--platform=') && reader.word() && reader.gap());
  if (reader.text.startsWith('--', reader.at)) return false;
  reader.attempt(() => reader.word('.', opaque) && reader.take('.') && reader.word('/', opaque) && reader.take('/'));
  if (!reader.word('@:', opaque)) return false;
  if (!reader.attempt(() => reader.take(':') && reader.word('@:', opaque)) && reader.next === ':') return false;
  reader.attempt(() => reader.take('@') && reader.word('@'));
  reader.attempt(() => reader.gap() && reader.takeKeyword('AS') && reader.gap() && reader.word());
  return true;
}
