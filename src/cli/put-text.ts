import { existsSync, writeFileSync } from 'node:fs';
import { NotWritten, replaceText } from './lint-write.ts';

/**
 * Writes a whole file, new or in the place of the old one.
 * @param location absolute path
 * @param file as the person knows it
 * @throws NotWritten
 */
export function putText(location: string, file: string, text: string): void {
  if (existsSync(location)) {
    replaceText(location, file, text);
    return;
  }
  try {
    writeFileSync(location, text, { flag: 'wx' });
  } catch (error) {
    throw new NotWritten(`${file} cannot be written: ${(error as Error).message}.`);
  }
}
