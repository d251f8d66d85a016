/** What lies around a Dockerfile and has a say in what is found in it, by the paths where it lies. */
import { isAbsolutePath } from './absolute-path.ts';
import type { LintOptions } from './engine.ts';

/** For the rules that look beyond the file. */
export type Surroundings = Pick<LintOptions, 'ignoreFile' | 'service'>;

const specName = 'quayside.yaml';

/** Whether a change of this file may change the surroundings of a Dockerfile. */
export const isSurrounding = (path: string): boolean =>
  path.endsWith('.dockerignore') || path === specName || path.endsWith(`/${specName}`);

/**
 * The service is that of the nearest `quayside.yaml`, beside the Dockerfile or above it, that names this Dockerfile.
 * The `.dockerignore` is the Dockerfile's own, else that of the context: the one of the service, and where there is no
 * service the folder of the Dockerfile.
 * @param dockerfile absolute path, with `/` between names
 * @param top absolute path of the folder where the search for a service ends, itself included
 * @param textOf reads a file; undefined where there is none
 */
export async function surroundingsOf(
  dockerfile: string,
  top: string,
  textOf: (path: string) => Promise<string | undefined> | string | undefined,
): Promise<Surroundings> {
  const own = parentOf(dockerfile);
  for (const folder of foldersUpTo(own, top)) {
    const text = await textOf(joined(folder, specName));
    if (text === undefined) continue;
    // Only here is YAML needed: who has no such file never pays for its parser.
    const { buildPlaceOf, serviceOfImageIn } = await import('../yaml-files.ts');
    const place = buildPlaceOf(text);
    const context = place && joined(folder, place.context);
    if (!context || joined(context, place.dockerfile) !== dockerfile) continue;
    return { service: serviceOfImageIn(text), ignoreFile: await ignoreFileOf(dockerfile, context, textOf) };
  }
  return { ignoreFile: await ignoreFileOf(dockerfile, own, textOf) };
}

async function ignoreFileOf(dockerfile: string, context: string, textOf: Parameters<typeof surroundingsOf>[2]) {
  return (await textOf(`${dockerfile}.dockerignore`)) ?? (await textOf(joined(context, '.dockerignore')));
}

/** A folder and those above it. */
function foldersUpTo(folder: string, top: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== top && parentOf(at) !== at; ) {
    at = parentOf(at);
    folders.push(at);
  }
  return folders;
}

/** What is above the root of a disk is that root. */
function parentOf(path: string): string {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return parent === '' || /^[A-Za-z]:$/.test(parent) ? `${parent}/` : parent;
}

function joined(folder: string, path: string): string {
  const written = path.replaceAll('\\', '/');
  const names: string[] = [];
  for (const name of (isAbsolutePath(written) ? written : `${folder}/${written}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return (folder.startsWith('/') ? '/' : '') + names.join('/');
}
