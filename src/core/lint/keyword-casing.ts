import type { Dockerfile, Instruction } from '../dockerfile/model.ts';

export type Casing = 'lower' | 'upper' | 'mixed';

export function casingOf(keyword: string): Casing {
  return keyword === keyword.toLowerCase() ? 'lower' : keyword === keyword.toUpperCase() ? 'upper' : 'mixed';
}

export function inCasing(keyword: string, casing: 'lower' | 'upper'): string {
  return casing === 'lower' ? keyword.toLowerCase() : keyword.toUpperCase();
}

/** A keyword as it is written. */
export function writtenKeyword({ keywordRange }: Instruction, { text }: Dockerfile): string {
  return text.slice(keywordRange.start, keywordRange.end);
}

const majorities = new WeakMap<Dockerfile, 'lower' | 'upper'>();

/** How most instructions of a file are written; upper case where as many are. As in BuildKit an ARG before FROM has no say. */
export function majorityCasing(dockerfile: Dockerfile): 'lower' | 'upper' {
  let majority = majorities.get(dockerfile);
  if (majority === undefined) {
    let lead = 0;
    for (const instruction of dockerfile.instructions) {
      const casing = instruction.stage ? casingOf(writtenKeyword(instruction, dockerfile)) : 'mixed';
      lead += casing === 'lower' ? 1 : casing === 'upper' ? -1 : 0;
    }
    majority = lead > 0 ? 'lower' : 'upper';
    majorities.set(dockerfile, majority);
  }
  return majority;
}
