/** Names that a stage gives, and those of the stages it is built on. */
export class InheritedNames {
  readonly #parent: InheritedNames | undefined;
  readonly #names = new Set<string>();

  constructor(parent: InheritedNames | undefined) {
    // A stage that gives none is passed over, or a long row of them would be walked again and again.
    this.#parent = parent && parent.#names.size === 0 ? parent.#parent : parent;
  }

  add(name: string): void {
    this.#names.add(name);
  }

  has(name: string): boolean {
    for (let at: InheritedNames | undefined = this; at; at = at.#parent) if (at.#names.has(name)) return true;
    return false;
  }
}
