import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { root } from '../../../scripts/root.ts';

/** The path of the packaged extension: a given one, else the one that `npm run package` makes. */
export function packagedVsix(given?: string): string {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const file = path.resolve(given ?? path.join(root, `${name}-${version}.vsix`));
  if (!existsSync(file)) throw new Error(`${file} is missing: \`npm run package\` makes the extension's package.`);
  return file;
}

/** Unpacks a VSIX below a folder and gives the folder of the extension. */
export function unpackVsix(vsix: string, into: string): string {
  const folder = path.join(into, 'vsix');
  for (const { name, content } of zipEntries(readFileSync(vsix))) {
    const file = path.join(folder, name);
    if (!file.startsWith(folder + path.sep)) throw new Error(`${vsix} has an entry outside its folder: ${name}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return path.join(folder, 'extension');
}

/** Reads a ZIP file by its central directory; knows stored and deflated entries, which is all that vsce writes. */
function* zipEntries(zip: Buffer): Generator<{ name: string; content: Buffer }> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('Not a ZIP file.');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const deflated = zip.readUInt16LE(at + 10) === 8;
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const stored = zip.subarray(start, start + size);
    if (!name.endsWith('/')) yield { name, content: deflated ? inflateRawSync(stored) : stored };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}
