/**
 * As much of an ELF file as tells what it needs to run: the loader, the libraries, and where it looks for them.
 * After the System V gABI and the GNU notes; 32 and 64 bit, either byte order.
 */
export interface ElfFacts {
  readonly bits: 32 | 64;
  /** `e_machine`: 62 is x86-64, 183 is AArch64. */
  readonly machine: number;
  /** The loader that the kernel starts it with; absent for libraries and for static programs. */
  readonly interpreter: string | undefined;
  /** Libraries by name, in the order in which the loader looks for them. */
  readonly needed: readonly string[];
  /** Where it asks to be looked, as written: `$ORIGIN` stays. */
  readonly rpath: readonly string[];
  readonly runpath: readonly string[];
  /** Where the ids stand that a build gives it, as offsets in the file: two builds differ there and in nothing else. */
  readonly buildIds: readonly { readonly start: number; readonly end: number }[];
}

interface Segment {
  readonly type: number;
  readonly offset: number;
  readonly address: number;
  readonly size: number;
}

const LOAD = 1;
const DYNAMIC = 2;
const INTERP = 3;
const NOTE = 4;

/** No program has more; a file that says so is no program. */
const mostSegments = 256;
const mostTags = 4096;

/** @param bytes the whole file. @returns undefined for what is no ELF file, or a broken one */
export function readElf(bytes: Uint8Array): ElfFacts | undefined {
  if (!isElf(bytes)) return undefined;
  try {
    return new ElfReader(bytes).read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function isElf(bytes: Uint8Array): boolean {
  return bytes.length >= 52 && bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

class ElfReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #wide: boolean;
  readonly #little: boolean;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#wide = bytes[4] === 2;
    this.#little = bytes[5] !== 2;
  }

  read(): ElfFacts {
    const segments = this.#segments();
    const of = (type: number) => segments.filter((segment) => segment.type === type);
    const interpreter = of(INTERP)[0];
    const { needed, rpath, runpath } = this.#dynamic(of(DYNAMIC)[0], of(LOAD));
    return {
      bits: this.#wide ? 64 : 32,
      machine: this.#half(18),
      interpreter: interpreter && this.#text(interpreter.offset),
      needed,
      rpath,
      runpath,
      buildIds: of(NOTE).flatMap((segment) => this.#buildIds(segment)),
    };
  }

  #segments(): Segment[] {
    const wide = this.#wide;
    const start = this.#address(wide ? 32 : 28);
    const size = this.#half(wide ? 54 : 42);
    const count = Math.min(this.#half(wide ? 56 : 44), mostSegments);
    return Array.from({ length: count }, (_, index) => {
      const at = start + index * size;
      return {
        type: this.#word(at),
        offset: this.#address(at + (wide ? 8 : 4)),
        address: this.#address(at + (wide ? 16 : 8)),
        size: this.#address(at + (wide ? 32 : 16)),
      };
    });
  }

  #dynamic(segment: Segment | undefined, loaded: readonly Segment[]) {
    const tags: [number, number][] = [];
    const step = this.#wide ? 8 : 4;
    const end = segment ? segment.offset + segment.size : 0;
    for (let at = segment?.offset ?? 0; at < end && tags.length < mostTags; at += 2 * step) {
      const tag = this.#address(at);
      if (tag === 0) break;
      tags.push([tag, this.#address(at + step)]);
    }
    const values = (tag: number) => tags.filter(([of]) => of === tag).map(([, value]) => value);
    const [strings = 0] = values(5);
    const held = loaded.find(({ address, size }) => strings >= address && strings < address + size);
    const base = held ? strings - held.address + held.offset : strings;
    const texts = (tag: number) => values(tag).map((offset) => this.#text(base + offset));
    const paths = (tag: number) => texts(tag).flatMap((text) => text.split(':').filter((path) => path !== ''));
    return { needed: texts(1), rpath: paths(15), runpath: paths(29) };
  }

  /** GNU's and Go's: name, size and contents, each padded to four bytes. */
  #buildIds({ offset, size }: Segment): { start: number; end: number }[] {
    const found: { start: number; end: number }[] = [];
    for (let at = offset; at + 12 <= offset + size; ) {
      const nameSize = this.#word(at);
      const length = this.#word(at + 4);
      const type = this.#word(at + 8);
      const name = this.#text(at + 12);
      const start = at + 12 + padded(nameSize);
      if ((name === 'GNU' && type === 3) || (name === 'Go' && type === 4)) found.push({ start, end: start + length });
      at = start + padded(length);
    }
    return found;
  }

  #half(at: number): number {
    return this.#view.getUint16(at, this.#little);
  }

  #word(at: number): number {
    return this.#view.getUint32(at, this.#little);
  }

  #address(at: number): number {
    return this.#wide ? Number(this.#view.getBigUint64(at, this.#little)) : this.#word(at);
  }

  /** Up to the zero byte. */
  #text(at: number): string {
    const end = this.#bytes.indexOf(0, at);
    if (at >= this.#bytes.length || end < 0) throw new RangeError('a text leaves the file');
    return new TextDecoder().decode(this.#bytes.subarray(at, end));
  }
}

function padded(size: number): number {
  return (size + 3) & ~3;
}
