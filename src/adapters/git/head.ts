import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Head {
  /** Full hash. */
  readonly commit: string;
  /** Whether something in the folder differs from that commit, files that git does not know included. */
  readonly dirty: boolean;
}

const run = promisify(execFile);

/** @returns undefined outside of a repository, before its first commit, and where there is no git */
export async function headOf(folder: string, signal?: AbortSignal): Promise<Head | undefined> {
  const git = async (...rest: string[]): Promise<string> => {
    // A repository's own configuration may name a program to run for `status`; this one runs none.
    const { stdout } = await run('git', ['-C', folder, '-c', 'core.fsmonitor=false', ...rest], {
      timeout: 20_000,
      windowsHide: true,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
      ...(signal ? { signal } : {}),
    });
    return stdout.trim();
  };
  try {
    const commit = await git('rev-parse', '--verify', 'HEAD');
    // A folder that the repository ignores is no part of it: its commit says nothing about the contents.
    const ignored = await git('check-ignore', '-q', '.').then(
      () => true,
      () => false,
    );
    if (ignored) return undefined;
    const changes = await git('status', '--porcelain', '--untracked-files=normal', '--', '.');
    return { commit, dirty: changes !== '' };
  } catch (error) {
    if (signal?.aborted) throw error;
    return undefined;
  }
}
