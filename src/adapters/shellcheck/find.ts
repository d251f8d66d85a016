import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Where `shellcheck` is.
 * @param wanted its absolute path or a name on the PATH; `auto` looks for `shellcheck` there, `off` is none
 * @returns undefined where there is none
 */
export async function findShellCheck(wanted: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const name = wanted.trim();
  if (name === 'off') return undefined;
  if (/[/\\]/.test(name)) return path.isAbsolute(name) && (await isProgram(name)) ? name : undefined;
  return findOnPath(name === 'auto' || name === '' ? 'shellcheck' : name, env);
}

/** Folders that are relative to wherever somebody stands are passed over: what lies there is not what was installed. */
async function findOnPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folders = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter(path.isAbsolute);
  const names = process.platform === 'win32' && !name.toLowerCase().endsWith('.exe') ? [`${name}.exe`] : [name];
  for (const file of folders.flatMap((folder) => names.map((one) => path.join(folder, one)))) {
    if (await isProgram(file)) return file;
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
