// Which image a Dockerfile means, without the parts that say only where it comes from.

export interface Reference {
  /** Without Docker Hub's host and its `library/`: `golang`, `gcr.io/distroless/static-debian12`. */
  readonly name: string;
  readonly tag: string;
  readonly digest?: string;
}

export function referenceOf(text: string): Reference {
  const [named = '', digest] = text.split('@');
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const name = (hasTag ? named.slice(0, colon) : named)
    .replace(/^(index\.)?docker\.io\//, '')
    .replace(/^library\//, '');
  return { name, tag: hasTag ? named.slice(colon + 1) : 'latest', ...(digest === undefined ? {} : { digest }) };
}

/** The leading number of a tag, `1.24.2` of `1.24.2-alpine`; undefined when it starts with none. */
export function versionOf(tag: string): string | undefined {
  return /^v?(\d+(?:\.\d+)*)/.exec(tag)?.[1];
}

/** The variant words of a tag after its version: `['jdk', 'noble']`. */
export function variantOf(tag: string): readonly string[] {
  return tag.split('-').filter((part) => !/^v?\d[\d._+]*$/.test(part));
}
