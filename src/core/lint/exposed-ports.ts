import type { Word } from '../dockerfile/model.ts';

export interface ExposedPorts {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/** What a word of EXPOSE opens; undefined where a variable has a say in it. */
export function exposedPorts({ value }: Word): ExposedPorts | undefined {
  const [, first, last, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(value) ?? [];
  if (first === undefined) return undefined;
  return { first: Number(first), last: Number(last ?? first), protocol: protocol.toLowerCase() };
}
