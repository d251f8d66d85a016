// What the testbed takes from Debian: packages installed on this machine where we may, and packages of a newer
// suite that are only unpacked into the cache.
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './cache.ts';
import { hasProgram, run } from './processes.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Why packages cannot be installed on this machine, as half a sentence; undefined where they can. */
export function whyNoDebianPackages(): string | undefined {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return 'this is no Debian system';
  if (!existsSync(KEYRING)) return 'this is not Debian itself';
  if (process.getuid?.() !== 0) return 'that needs root';
  return undefined;
}

/** Installs the packages whose programs are missing. The keys are program names, the values package names. */
export async function installMissing(programs: Readonly<Record<string, string>>): Promise<void> {
  const absent = await Promise.all(
    Object.entries(programs).map(async ([program, name]) => ((await hasProgram(program)) ? undefined : name)),
  );
  await installPackages([...new Set(absent.filter((name) => name !== undefined))]);
}

/** Installs the packages, with the machine's own package lists or, where those fail, with fresh ones. */
export async function installPackages(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await withLock('apt', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const wait = ['-o', 'DPkg::Lock::Timeout=300'];
    const install = () => run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...names], { env });
    // The lists of a fresh machine may be missing or too old to name files that still exist.
    await install().catch(async () => {
      await run('apt-get', [...wait, 'update'], { env });
      await install();
    });
  });
}

/** Unpacks packages of a suite of Debian, by default the unstable one, into `folder`, without installing anything. */
export async function unpackPackages(names: readonly string[], folder: string, suite = 'sid'): Promise<void> {
  const apt = path.join(folder, 'apt');
  const debs = path.join(apt, 'debs');
  for (const part of ['lists/partial', 'cache/archives/partial', 'debs']) {
    await mkdir(path.join(apt, part), { recursive: true });
  }
  const source = path.join(apt, 'sources.list');
  await writeFile(source, `deb [signed-by=${KEYRING}] http://deb.debian.org/debian ${suite} main\n`);
  const own = [
    `Dir::Etc::sourcelist=${source}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::lists=${apt}/lists`,
    `Dir::Cache=${apt}/cache`,
    'Acquire::Languages=none',
    'APT::Sandbox::User=root',
    // Descriptions for software centres: a third of the download, and of no use here.
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
  ].flatMap((option) => ['-o', option]);
  await run('apt-get', [...own, 'update']);
  await run('apt-get', [...own, 'download', ...names], { cwd: debs });
  for (const deb of await readdir(debs)) await run('dpkg', ['-x', path.join(debs, deb), folder]);
  await run('rm', ['-rf', apt]);
}
