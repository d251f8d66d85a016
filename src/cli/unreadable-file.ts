/** Why a file that a person named cannot be read, as a sentence. @throws what it does not know */
export function whyUnreadable(error: unknown, file: string): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file ${file}.`;
    case 'EISDIR':
      return `${file} is a folder: name the Dockerfile in it.`;
    case 'EACCES':
    case 'EPERM':
      return `${file} may not be read or written by you.`;
    default:
      throw error;
  }
}
