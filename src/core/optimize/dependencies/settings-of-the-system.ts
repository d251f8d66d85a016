import type { Copied } from '../model/copied.ts';

/**
 * Whether a copy brings no sources, so that it stays where it is: settings of the system, which commands read without
 * naming them (certificates, repositories, what a user has set), or what is not known and lies apart from all others.
 *
 * @param all the copies in front of an install, this one among them
 * @param folder that the install runs in
 */
export function staysInPlace(copied: Copied, all: readonly Copied[], folder: string | undefined): boolean {
  const { files, destination } = copied;
  if (destination === undefined || folder === undefined) return false;
  if (files) return files.length > 0 && files.every(({ to }) => isSetting(to, folder));
  const others = all.filter((other) => other !== copied).map((other) => other.destination);
  return [folder, ...others].every(
    (other) => other !== undefined && !isInside(other, destination) && !isInside(destination, other),
  );
}

/** Whether settings of the system are among what a copy brings. */
export function bringsSettings({ files = [] }: Copied, folder: string | undefined): boolean {
  return files.some(({ to }) => isSetting(to, folder));
}

function isSetting(path: string, folder: string | undefined): boolean {
  return settings.test(path) && !(folder !== undefined && isInside(path, folder));
}

const settings = /^\/(etc|usr\/(local\/)?(etc|share|lib|include)|root\/\.[^/]+|home\/[^/]+\/\.[^/]+)(\/|$)/;

function isInside(path: string, folder: string): boolean {
  return `${path.replace(/\/$/, '')}/`.startsWith(`${folder.replace(/\/$/, '')}/`);
}
