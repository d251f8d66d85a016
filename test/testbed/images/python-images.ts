// `python` and `pypy`: the interpreters that this machine has under pyenv, moved to where the image has its own; PyPy
// is Debian's.
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { run } from '../processes.ts';
import { type LayerRecipe, type Missing, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, versionOf } from './reference.ts';
import { buildTools, system } from './systems.ts';

const versions = () => path.join(process.env.PYENV_ROOT ?? path.join(homedir(), '.pyenv'), 'versions');

// uv brings a list of authorities of its own, and must trust what this machine trusts.
const TRUST = 'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt';

/** What the interpreter and its modules are linked against. */
const LIBRARIES = ['libbz2-1.0', 'libffi8', 'liblzma5', 'libncursesw6', 'libreadline8', 'libsqlite3-0', 'libssl3'];
const MORE = ['libuuid1', 'libgdbm6', 'libgdbm-compat4', 'libnsl2', 'libtirpc3', 'libexpat1', 'libdb5.3', 'zlib1g'];

export async function python({ name, tag }: Reference): Promise<StandIn | Missing> {
  const asked = versionOf(tag) ?? '3.12';
  const own = await installed(asked);
  if (!own) return { missing: `${name}:${tag} is a Python that this machine does not have.` };
  const isSmall = /slim|alpine/.test(tag);
  const on = await system('bookworm');
  const beneath = isSmall
    ? packages(on, 'python-libraries', ['ca-certificates', 'netbase', 'tzdata', ...LIBRARIES, ...MORE])
    : packages(await buildTools(), 'curl-scm-build-python', ['libbluetooth-dev', 'tk-dev', ...LIBRARIES, ...MORE]);
  return {
    layers: [...beneath, { name: `python-${own}`, on, make: addPython(own) }],
    config: {
      Env: [`PATH=/usr/local/bin:${PATH}`, 'LANG=C.UTF-8', `PYTHON_VERSION=${asked}`, TRUST],
      Cmd: ['python3'],
    },
    is: `Debian 12 with Python ${own}`,
  };
}

export async function pypy({ name, tag }: Reference): Promise<StandIn | Missing> {
  if (!/^(3|3\.9)(-|$)|^latest$/.test(tag)) return { missing: `${name}:${tag}: Debian has PyPy 3.9 alone.` };
  const layers = packages(await buildTools(), 'curl-scm-build-pypy', ['pypy3', 'pypy3-dev', 'pypy3-venv'], addPypy);
  const config = { Env: [`PATH=/opt/pypy/bin:${PATH}`, 'LANG=C.UTF-8'], Cmd: ['pypy3'] };
  return { layers, config, is: 'Debian 12 with PyPy 3.9' };
}

async function addPypy(root: string): Promise<void> {
  await run('chroot', [root, 'pypy3', '-m', 'venv', '/opt/pypy']);
}

/** The newest patch of the release that is here; for a release newer than all, the newest. */
async function installed(asked: string): Promise<string | undefined> {
  const there = (await readdir(versions()).catch(() => []))
    .filter((name) => /^3\.\d+\.\d+$/.test(name))
    .sort((left, right) => minor(left) - minor(right));
  const wanted = asked.split('.').slice(0, 2).join('.');
  if (wanted === '3') return there.findLast((name) => name.startsWith('3.12.')) ?? there.at(-1);
  const same = there.findLast((name) => name.startsWith(`${wanted}.`));
  if (same) return same;
  const newest = there.at(-1);
  return newest && minor(wanted) > minor(newest) ? newest : undefined;
}

const minor = (version: string): number => Number(version.split('.')[1]);

function addPython(version: string): LayerRecipe['make'] {
  return async (root) => {
    const from = path.join(versions(), version);
    const prefix = path.join(root, 'usr/local');
    await run('cp', [
      '-a',
      ...['bin', 'include', 'lib', 'share'].map((part) => path.join(from, part)).filter(existsSync),
      prefix,
    ]);
    const release = `python${version.split('.').slice(0, 2).join('.')}`;
    const library = path.join(prefix, 'lib', release);
    // What was installed on this machine since, caches and the tests of the library are not part of the image.
    await run(
      'sh',
      ['-c', 'find . -name __pycache__ -prune -exec rm -rf {} + ; rm -rf test site-packages idlelib/idle_test'],
      { cwd: library },
    );
    await run('sh', ['-c', `rm -f lib/lib${release}*.a lib/${release}/config-*/*.a`], { cwd: prefix });
    await keepPrograms(path.join(prefix, 'bin'), release);
    await nameNewPlace(library, from);
    await run('chroot', [root, 'ldconfig']);
    await run('chroot', [root, '/usr/local/bin/python3', '-m', 'ensurepip', '--upgrade']);
    for (const [name, of] of [
      ['pip', 'pip3'],
      ['python', 'python3'],
    ]) {
      await run('ln', ['-sf', of ?? '', path.join(prefix, 'bin', name ?? '')]);
    }
    await run('chown', [
      '-R',
      'root:root',
      path.join(prefix, 'bin'),
      path.join(prefix, 'lib'),
      path.join(prefix, 'include'),
    ]);
  };
}

/** Of the programs only those that came with the interpreter. */
async function keepPrograms(bin: string, release: string): Promise<void> {
  const own = new RegExp(`^(python3?|${release}|(python3?|${release})-config|idle3?|pydoc3?|2to3)$`);
  for (const name of await readdir(bin)) if (!own.test(name)) await run('rm', ['-rf', path.join(bin, name)]);
}

/** Extensions are compiled with the paths that these files tell. */
async function nameNewPlace(library: string, from: string): Promise<void> {
  const files = (await readdir(library))
    .filter((name) => name.startsWith('_sysconfig'))
    .map((name) => path.join(library, name));
  for (const config of (await readdir(library)).filter((name) => name.startsWith('config-'))) {
    files.push(path.join(library, config, 'Makefile'));
  }
  files.push(
    ...(await readdir(path.join(library, '../../bin')))
      .filter((name) => name.endsWith('-config'))
      .map((name) => path.join(library, '../../bin', name)),
  );
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text?.includes(from)) await writeFile(file, text.replaceAll(from, '/usr/local'));
  }
}
