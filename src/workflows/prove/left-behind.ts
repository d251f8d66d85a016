/** What a proof, or another look into images, makes on the engine and on disk, and takes away again, whatever happened. */
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

  readonly #label: string;

  /** @param label on every image and container, with the id as the value */
  constructor(engine: Pick<Engine, 'removeImage' | 'containers'>, label = proofLabel) {
    this.#engine = engine;
    this.#label = label;
  }

  get labels(): Readonly<Record<string, string>> {
    return { [this.#label]: this.id };
  }

  /** A name for an image, which goes in the end. */
  image(what: string): string {
    const tag = `${this.#label.replace('.', '-')}:${this.id}-${what}`;
    this.#images.push(tag);
    return tag;
  }

  /** Takes a folder that is to go in the end. */
  folder(path: string): string {
    this.#folders.push(path);
    return path;
  }

  /** Has a time limit of its own: the person may have stopped it all. */
  async remove(): Promise<void> {
    const signal = AbortSignal.timeout(cleanedWithin);
    // Containers first, since they hold images.
    await this.#engine.containers.removeLabelled(`${this.#label}=${this.id}`, signal).catch(ignored);
    for (const image of this.#images) await this.#engine.removeImage(image, signal).catch(ignored);
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true }).catch(ignored);
  }
}

/** An engine that went away takes what is left with it; what failed before is what is told. */
function ignored(): void {}
