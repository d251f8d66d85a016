import type { Dockerfile } from '../../../../../src/core/dockerfile/model.ts';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';

export interface Marked {
  readonly dockerfile: Dockerfile;
  /** Where the `|` stood. */
  readonly offset: number;
}

/** A Dockerfile with a `|` at the place that is asked about. */
export function marked(lines: readonly string[]): Marked {
  const text = lines.join('\n');
  const offset = text.indexOf('|');
  if (offset < 0) throw new Error('There is no | in the text.');
  return { dockerfile: parseDockerfile(text.replace('|', '')), offset };
}
