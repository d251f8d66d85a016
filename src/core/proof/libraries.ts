/** Where the loader finds the libraries of a program: what `ld.so` of glibc and of musl do, on the tree of an image. */
import type { ElfFacts } from '../image/elf.ts';
import { elfOf, type ImageTree, type TreeEntry } from '../image/tree.ts';

export interface MissingLibrary {
  readonly library: string;
  /** The file that asks for it. */
  readonly neededBy: string;
}

/** The folder that Debian puts libraries of a machine in; the loaders from there look into it by themselves. */
const triplets: Readonly<Record<number, string>> = {
  3: 'i386-linux-gnu',
  21: 'powerpc64le-linux-gnu',
  22: 's390x-linux-gnu',
  40: 'arm-linux-gnueabihf',
  62: 'x86_64-linux-gnu',
  183: 'aarch64-linux-gnu',
  243: 'riscv64-linux-gnu',
};

export class Libraries {
  readonly #tree: ImageTree;
  readonly #searchPath: readonly string[];
  #configured: readonly string[] | undefined;

  /** @param searchPath of LD_LIBRARY_PATH */
  constructor(tree: ImageTree, searchPath: string | undefined) {
    this.#tree = tree;
    this.#searchPath = searchPath?.split(':').filter((path) => path !== '') ?? [];
  }

  /**
   * All that a program or library needs, and what that needs.
   * @param visit is called with each library that is found
   */
  missingOf(program: TreeEntry, visit: (library: TreeEntry) => void): readonly MissingLibrary[] {
    const missing: MissingLibrary[] = [];
    const seen = new Set<string>([program.path]);
    const waiting = [program];
    const own = elfOf(program);
    const loader = own?.interpreter;
    if (loader && !this.#tree.open(loader)) missing.push({ library: loader, neededBy: program.path });
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      const elf = elfOf(at);
      for (const name of elf?.needed ?? []) {
        if (isLoader(name)) continue;
        const found = elf && this.#find(name, at, elf, own);
        if (!found) missing.push({ library: name, neededBy: at.path });
        else if (!seen.has(found.path)) {
          seen.add(found.path);
          visit(found);
          waiting.push(found);
        }
      }
    }
    return missing;
  }

  #find(name: string, from: TreeEntry, elf: ElfFacts, program: ElfFacts | undefined): TreeEntry | undefined {
    if (name.includes('/')) return this.#tree.open(name);
    const asked = elf.runpath.length > 0 ? [] : [...elf.rpath, ...(program?.rpath ?? [])];
    const folders = [...asked, ...this.#searchPath, ...elf.runpath].map((path) => placed(path, from.path));
    for (const folder of [...folders, ...this.#defaults(elf)]) {
      const found = this.#tree.open(`${folder}/${name}`);
      const facts = elfOf(found);
      // The loader passes over libraries for other machines.
      if (found && (!facts || (facts.bits === elf.bits && facts.machine === elf.machine))) return found;
    }
    return undefined;
  }

  #defaults({ machine }: ElfFacts): readonly string[] {
    this.#configured ??= this.#readConfiguration();
    const triplet = triplets[machine];
    const own = triplet ? [`/lib/${triplet}`, `/usr/lib/${triplet}`] : [];
    return [...this.#configured, ...own, '/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib'];
  }

  #readConfiguration(): readonly string[] {
    const text = (path: string) => this.#tree.open(path)?.facts?.text ?? '';
    const parts = [text('/etc/ld.so.conf')];
    for (const name of this.#tree.list('/etc/ld.so.conf.d')) parts.push(text(`/etc/ld.so.conf.d/${name}`));
    for (const name of this.#tree.list('/etc')) if (/^ld-musl-.*\.path$/.test(name)) parts.push(text(`/etc/${name}`));
    return parts
      .join('\n')
      .split(/[\s:,]+/)
      .filter((word) => word.startsWith('/') && !word.includes('*'));
  }
}

/** The loader stands for itself, and musl's for the C library too. */
function isLoader(name: string): boolean {
  return name.startsWith('ld-linux') || name.startsWith('ld64') || name.startsWith('libc.musl-');
}

function placed(path: string, file: string): string {
  const folder = file.slice(0, file.lastIndexOf('/'));
  return path.replace(/\$ORIGIN|\$\{ORIGIN\}/g, folder);
}
