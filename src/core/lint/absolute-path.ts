/** Whether a path inside an image stands for itself. What starts with a variable is taken to. */
export function isAbsolutePath(path: string): boolean {
  return /^(?:[/$]|[A-Za-z]:)/.test(path);
}
