// Reads the files of a tar archive that is in memory.

export interface TarFile {
  /** Without a leading `./` or `/`. */
  readonly path: string;
  readonly content: Buffer;
}

const BLOCK = 512;

export function* readTar(archive: Buffer): Generator<TarFile> {
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    if (header[0] === 0) break;
    const size = sizeOf(header);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    const type = String.fromCharCode(header[156] ?? 0);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'L') longName = text(content);
    else if (type === 'x') longName = pathOfPax(content) ?? longName;
    else {
      const prefix = text(header.subarray(345, 500));
      const isUstar = text(header.subarray(257, 262)) === 'ustar' && header[262] === 0;
      const name = longName ?? `${isUstar && prefix ? `${prefix}/` : ''}${text(header.subarray(0, 100))}`;
      longName = undefined;
      if (type === '0' || type === '\0') yield { path: name.replace(/^(\.?\/)+/, ''), content };
    }
  }
}

function sizeOf(header: Buffer): number {
  const field = header.subarray(124, 136);
  // Sizes over 8 GiB are written as a binary number with the first bit set.
  if ((field[0] ?? 0) & 0x80) return Number(field.readBigUInt64BE(4));
  return Number.parseInt(text(field).trim() || '0', 8);
}

function pathOfPax(content: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
}

function text(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.subarray(0, end < 0 ? bytes.length : end).toString('utf8');
}
