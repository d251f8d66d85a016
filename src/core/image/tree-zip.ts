/** Of an archive in ZIP form what does not change from build to build: names, sizes and checksums, not times. */

/** Files in which builders write the time. */
const dated = /^META-INF\/(?:maven\/.*pom\.properties|MANIFEST\.MF|build-info\.properties)$/;
const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const endSize = 22;

export interface ZipDirectory {
  /** The names in the archive with the bytes of each, unpacked; folders left out. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Names, checksums and sizes as one text, without the files in which builders write the time. */
  readonly stable: Uint8Array;
}

/** @returns undefined for what cannot be read so, such as archives of more than 4 GB */
export function zipDirectory(bytes: Uint8Array): ZipDirectory | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const lines: string[] = [];
  const sizes = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entryMark) return undefined;
    const nameSize = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameSize));
    const size = view.getUint32(at + 24, true);
    if (!name.endsWith('/')) sizes.set(name, size);
    if (!dated.test(name)) lines.push(`${name} ${view.getUint32(at + 16, true)} ${size}`);
    at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { sizes, stable: new TextEncoder().encode(lines.sort().join('\n')) };
}

/** A comment of up to 64 KB may stand behind it. */
function endOfDirectory(view: DataView): number | undefined {
  const last = view.byteLength - endSize;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === endMark) return at;
  }
  return undefined;
}
