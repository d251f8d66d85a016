const fields = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
type Manifest = Readonly<Record<string, unknown>>;

/**
 * Whether a lock file was written for the very ranges of a manifest, so that an install takes it as it is.
 * Undefined where that cannot be told, as for a lock file of npm 6.
 */
export function isInSync(manifest: Manifest, path: string, lock: string | undefined): boolean | undefined {
  if (lock === undefined) return undefined;
  if (path.endsWith('.json')) return isOfNpmInSync(manifest, lock);
  return path.endsWith('yarn.lock') ? isOfYarnInSync(manifest, lock) : undefined;
}

function isOfNpmInSync(manifest: Manifest, lock: string): boolean | undefined {
  let root: Manifest | undefined;
  try {
    root = record(record((JSON.parse(lock) as Manifest).packages)['']);
  } catch {
    return undefined;
  }
  if (Object.keys(root).length === 0) return undefined;
  return fields.every((field) => isSame(record(manifest[field]), record(root[field])));
}

/** Each entry of yarn 1 begins with the ranges that it is for. */
function isOfYarnInSync(manifest: Manifest, lock: string): boolean {
  const ranges = new Set<string>();
  for (const line of lock.split(/\r?\n/)) {
    if (!/^\S.*:$/.test(line) || line.startsWith('#')) continue;
    for (const range of line.slice(0, -1).split(', ')) ranges.add(range.replace(/^"|"$/g, ''));
  }
  const wanted = fields.slice(0, 3).flatMap((field) => Object.entries(record(manifest[field])));
  return lock.includes('yarn lockfile v1') && wanted.every(([name, range]) => ranges.has(`${name}@${range}`));
}

function isSame(a: Manifest, b: Manifest): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function record(value: unknown): Manifest {
  return typeof value === 'object' && value !== null ? (value as Manifest) : {};
}
