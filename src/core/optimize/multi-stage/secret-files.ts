import { isSecretFile, noSecretFile } from '../../lint/rules/QS1021-no-secret-file.ts';
import type { RuntimeCopy } from './runtime-copy.ts';

export interface SecretFiles {
  /** What a linter says once they are named; the image holds them either way. */
  readonly reveals: readonly string[];
  /** What a person is asked about them; '' where there is none. */
  readonly question: string;
}

/** The files with secrets that a folder brought into the image unnamed, and that are copied by their names now. */
export function secretFiles(copies: readonly RuntimeCopy[]): SecretFiles {
  const names = copies.filter(({ path, isFolder }) => !isFolder && isSecretFile(path)).map(({ path }) => path);
  if (names.length === 0) return { reveals: [], question: '' };
  return {
    reveals: [noSecretFile.code],
    question: ` ${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} in the image, as before: can it do without?`,
  };
}
