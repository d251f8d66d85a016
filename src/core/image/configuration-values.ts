/** What WORKDIR and EXPOSE make of their words. */
import type { Text } from './configuration-variables.ts';

/** The working directory after a WORKDIR, which may be relative to the one before it. */
export function workingDirectoryAfter(
  before: Omit<Text, 'value'> & { readonly value: string | null | undefined },
  path: Text,
): Text {
  if (path.text.startsWith('/')) return { ...path, ...clean(path.text, path.value) };
  const joined = `${before.text}/${path.text}`;
  return {
    ...clean(joined, before.value == null || path.value === null ? null : joined),
    args: [...new Set([...before.args, ...path.args])].sort(),
    onBase: before.onBase || path.onBase || path.value === null,
  };
}

function clean(text: string, value: string | null): Pick<Text, 'text' | 'value'> {
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const path = text.startsWith('/') ? `/${parts.join('/')}` : parts.join('/');
  return { text: path, value: value === null ? null : path };
}

/** More than a person exposes one by one. */
const mostPorts = 1000;

/** `8080:80-81` → `80/tcp`, `81/tcp`; what is no port is left as it is. */
export function portsIn(text: string): readonly string[] {
  const [, from, to, protocol = 'tcp'] = /(?:^|:)(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(text) ?? [];
  if (from === undefined) return [text];
  const first = Number(from);
  const last = Math.min(Number(to ?? from), first + mostPorts);
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, at) => `${first + at}/${protocol.toLowerCase()}`);
}
