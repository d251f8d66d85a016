import type { Stage } from '../dockerfile/model.ts';
import { imageName } from './image-names.ts';

/**
 * Whether a WORKDIR says where a stage stands, as hadolint follows it: a stage goes by its name, one
 * without by its image, and shares what is known with its namesakes and with those built on it.
 */
export class StageFolders {
  #current = '';
  readonly #known = new Set<string>();

  enter(stage: Stage | undefined): void {
    const image = imageName(stage?.image?.text ?? '');
    this.#current = stage?.name?.value ?? image;
    if (this.#known.has(image)) this.move();
  }

  move(): void {
    this.#known.add(this.#current);
  }

  get isKnown(): boolean {
    return this.#known.has(this.#current);
  }
}
