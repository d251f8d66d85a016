/** What a proof makes on the engine and in the file system, and takes away again, whatever happened. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Engine } from '../../adapters/docker/contract.ts';

/** On every image and container of a proof, with its id as the value. */
export const proofLabel = 'quayside.proof';

const cleanedWithin = 60_000;

export class LeftBehind {
  readonly id = randomUUID().slice(0, 8);
  readonly #engine: Pick<Engine, 'removeImage' | 'containers'>;
  readonly #images: string[] = [];
  readonly #folders: string[] = [];

  constructor(engine: Pick<Engine, 'removeImage' | 'containers'>) {
    this.#engine = engine;
  }

  get labels(): Readonly<Record<string, string>> {
    return { [proofLabel]: this.id };
  }

  /** A name for an image, which goes with the proof. */
  image(what: string): string {
    const tag = `quayside-proof:${this.id}-${what}`;
    this.#images.push(tag);
    return tag;
  }

  /** Takes a folder that is to go with the proof. */
  folder(path: string): string {
    this.#folders.push(path);
    return path;
  }

  /** Has a time limit of its own: the person may have stopped the proof. */
  async remove(): Promise<void> {
    const signal = AbortSignal.timeout(cleanedWithin);
    // Containers first, since they hold images.
    await this.#engine.containers.removeLabelled(`${proofLabel}=${this.id}`, signal).catch(ignored);
    for (const image of this.#images) await this.#engine.removeImage(image, signal).catch(ignored);
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true }).catch(ignored);
  }
}

/** An engine that went away takes what is left with it; what made the proof fail is what is told. */
function ignored(): void {}
