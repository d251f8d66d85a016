/** The `.dockerignore` and the `quayside.yaml` of Dockerfiles on a disk. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Surroundings, surroundingsOf } from '../core/lint/surroundings.ts';

export class DiskSurroundings {
  /** What many Dockerfiles share is read once. */
  readonly #texts = new Map<string, string | undefined>();

  /** @param location absolute path of a Dockerfile */
  of(location: string): Promise<Surroundings> {
    const withSlashes = (native: string) => (path.sep === '/' ? native : native.replaceAll(path.sep, '/'));
    return surroundingsOf(withSlashes(location), withSlashes(path.parse(location).root), (file) =>
      path.posix.basename(file).startsWith('.') || file.endsWith('.yaml') ? this.#shared(file) : readText(file),
    );
  }

  #shared(file: string): string | undefined {
    if (!this.#texts.has(file)) this.#texts.set(file, readText(file));
    return this.#texts.get(file);
  }
}

function readText(file: string): string | undefined {
  // Asked first: an error that is made and thrown away costs more than a look.
  if (!existsSync(file)) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
