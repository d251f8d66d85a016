/**
 * Names with what they stand for in a stage: its own, and those of the stage it is built on, which is complete by
 * then. A row of thousands of stages costs each of them little: what they inherit is shared in layers, of which
 * each is larger than all above it together, so there are few to look through.
 */
export class InheritedMap<Value> {
  /** The nearest last. */
  readonly #below: readonly ReadonlyMap<string, Value>[];
  readonly #own = new Map<string, Value>();
  #handedOn: readonly ReadonlyMap<string, Value>[] | undefined;

  constructor(parent: InheritedMap<Value> | undefined) {
    this.#below = parent?.handOn() ?? [];
  }

  get(name: string): Value | undefined {
    const own = this.#own.get(name);
    if (own !== undefined) return own;
    for (let at = this.#below.length - 1; at >= 0; at--) {
      const value = this.#below[at]?.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.#own.has(name) || this.#below.some((layer) => layer.has(name));
  }

  set(name: string, value: Value): void {
    this.#own.set(name, value);
  }

  /** Without what is inherited, in the order in which they came. */
  ownNames(): Iterable<string> {
    return this.#own.keys();
  }

  get ownSize(): number {
    return this.#own.size;
  }

  /** For the stages that are built on this one; it takes no more names from then on. */
  handOn(): readonly ReadonlyMap<string, Value>[] {
    this.#handedOn ??= this.#own.size === 0 ? this.#below : merged([...this.#below], this.#own);
    return this.#handedOn;
  }
}

function merged<Value>(
  layers: ReadonlyMap<string, Value>[],
  own: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value>[] {
  let top = own;
  for (let below = layers.at(-1); below && below.size <= top.size; below = layers.at(-1)) {
    // By `forEach`, which makes no pair for each entry: a row of stages has many.
    const joined = new Map<string, Value>();
    const put = (value: Value, name: string): void => void joined.set(name, value);
    below.forEach(put);
    top.forEach(put);
    top = joined;
    layers.pop();
  }
  layers.push(top);
  return layers;
}
