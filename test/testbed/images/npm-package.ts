// What the npm registry has, unpacked.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../processes.ts';

/** Unpacks a package, named with its version, into the new folder `work/folder`; gives the folder of its files. */
export async function npmPackage(spec: string, work: string, folder: string): Promise<string> {
  const target = path.join(work, folder);
  await mkdir(target);
  const file = (await run('npm', ['pack', '--silent', spec], { cwd: target })).trim().split('\n').at(-1) ?? '';
  await run('tar', ['-xzf', file, '--no-same-owner'], { cwd: target });
  return path.join(target, 'package');
}
