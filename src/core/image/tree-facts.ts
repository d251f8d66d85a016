/** What is worth knowing of a file's contents, seen while they pass. */
import { type ElfFacts, isElf, readElf } from './elf.ts';
import { zipDirectory } from './tree-zip.ts';

export interface FileFacts {
  readonly elf?: ElfFacts;
  /** The line after `#!`, trimmed. */
  readonly shebang?: string;
  /** All of it, for the small texts that say what runs: shell scripts, lists of users, search paths. */
  readonly text?: string;
  /** The package that a script of Python starts: what it imports first. */
  readonly module?: string;
  /** Of a ZIP archive of an application: the names in it, with the bytes of each. */
  readonly packed?: ReadonlyMap<string, number>;
  /** Of a `package.json`. */
  readonly manifest?: PackageManifest;
}

interface PackageManifest {
  readonly name: string | undefined;
  readonly main: string | undefined;
  /** What has to be there when it runs: dependencies, optional and peer ones. */
  readonly dependencies: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
}

/** Those of systems, their tools and caches are many, and nobody asks what is in them. */
const archivesOfOthers = /^\/usr\/(?:lib|share)\/|\/\.(?:m2|gradle|ivy2|sbt)\//;
const textAtMost = 64 * 1024;
/** A shell, by any path, with options or through `env`. */
const shell = /(?:^|[/\s])(?:ba|da|a|k|z)?sh(?:\s|$)/;
const python = /(?:^|[/\s])python[\d.]*(?:\s|$)/;
const wantedTexts =
  /^\/etc\/(?:passwd|group|ld\.so\.conf(?:\.d\/[^/]+)?|ld-musl-[^/]+\.path)$|^\/var\/lib\/dpkg\/info\/[^/]+\.list$|\/requirements[^/]*\.txt$/;

/** Whether a file is worth being held whole for `factsOf`; others are hashed as they pass. */
export function isWorthReading(path: string, head: Uint8Array, size: number): boolean {
  if (isElf(head) || isZip(head)) return true;
  if (size > textAtMost) return false;
  return isScript(head) || wantedTexts.test(path) || path.endsWith('/package.json');
}

export interface ReadContents {
  readonly facts: FileFacts | undefined;
  /** What to hash in place of the contents, where two builds of the same differ in known places. */
  readonly stable: Uint8Array | undefined;
}

/** @param bytes the whole file */
export function factsOf(path: string, bytes: Uint8Array): ReadContents {
  const elf = readElf(bytes);
  if (elf) return { facts: { elf }, stable: withoutBuildIds(bytes, elf) };
  if (isZip(bytes)) {
    const directory = zipDirectory(bytes);
    const isAsked = directory !== undefined && !archivesOfOthers.test(path);
    return { facts: isAsked ? { packed: directory.sizes } : undefined, stable: directory?.stable };
  }
  const text = new TextDecoder().decode(bytes);
  if (path.endsWith('/package.json')) return { facts: manifestIn(text), stable: undefined };
  const shebang = isScript(bytes) ? text.slice(2, lineEnd(text)).trim() : undefined;
  if (shebang === undefined) return { facts: { text }, stable: undefined };
  const module = python.test(shebang) ? /^from (\w+)[\w.]* import /m.exec(text)?.[1] : undefined;
  const more = shell.test(shebang) ? { text } : module === undefined ? {} : { module };
  return { facts: { shebang, ...more }, stable: undefined };
}

/** Of the head of a compiled Python file: no time and size of the source; of others undefined. */
export function withoutSourceTime(path: string, head: Uint8Array): Uint8Array | undefined {
  if (!path.endsWith('.pyc') || head.length < 16 || head[4] !== 0) return undefined;
  // Not `slice`, which for a Buffer is no copy.
  const stable = Uint8Array.from(head);
  stable.fill(0, 8, 16);
  return stable;
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

function isScript(head: Uint8Array): boolean {
  return head[0] === 0x23 && head[1] === 0x21;
}

function lineEnd(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}

function withoutBuildIds(bytes: Uint8Array, { buildIds }: ElfFacts): Uint8Array | undefined {
  if (buildIds.length === 0) return undefined;
  const stable = Uint8Array.from(bytes);
  for (const { start, end } of buildIds) stable.fill(0, start, end);
  return stable;
}

function manifestIn(text: string): FileFacts | undefined {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return undefined;
  }
  const manifest = record(found);
  const names = (field: string) => Object.keys(record(manifest[field]));
  return {
    manifest: {
      name: typeof manifest.name === 'string' ? manifest.name : undefined,
      main: typeof manifest.main === 'string' ? manifest.main : undefined,
      dependencies: ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap(names),
      scripts: Object.fromEntries(
        Object.entries(record(manifest.scripts)).filter((entry): entry is [string, string] => {
          return typeof entry[1] === 'string';
        }),
      ),
    },
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
