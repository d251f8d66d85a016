import { InheritedMap } from '../dockerfile/inherited-map.ts';

/** Names that a stage gives, and those of the stages it is built on. */
export class InheritedNames {
  readonly #names: InheritedMap<true>;

  constructor(parent: InheritedNames | undefined) {
    this.#names = new InheritedMap(parent ? parent.#names : undefined);
  }

  add(name: string): void {
    this.#names.set(name, true);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }
}
