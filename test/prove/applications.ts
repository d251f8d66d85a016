// Real applications with the Dockerfiles that their authors use: a folder outside this repository that QUAYSIDE_APPS
// names, with `apps.tar.gz` and an `index.jsonl` of what is in it. Nothing of them is copied into the repository.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { cached } from '../testbed/cache.ts';
import { run } from '../testbed/processes.ts';

export interface Application {
  /** The path of the Dockerfile in the archive. */
  readonly name: string;
  readonly context: string;
  readonly dockerfile: string;
  readonly text: string;
  readonly language: string;
  /** What its build step runs: `go`, `cargo`, `maven`, `pip`, …; empty when it has none. */
  readonly ecosystem: string;
  /** True when the image keeps a toolchain that only the build step needs. */
  readonly isConvertible: boolean;
}

interface Row {
  readonly context: string;
  readonly dockerfile: string;
  readonly language: string;
  readonly builds: string;
  readonly convertible: boolean;
}

/** All applications, unpacked. Throws a sentence when QUAYSIDE_APPS names no such folder. */
export async function readApplications(): Promise<readonly Application[]> {
  const folder = process.env.QUAYSIDE_APPS;
  if (!folder) {
    throw new Error('QUAYSIDE_APPS is not set: name the folder that holds apps.tar.gz with the real applications.');
  }
  const archive = path.join(folder, 'apps.tar.gz');
  if (!existsSync(archive)) throw new Error(`QUAYSIDE_APPS names ${folder}, and there is no apps.tar.gz.`);
  const { size, mtimeMs } = await stat(archive);
  const edition = createHash('sha256').update(`${archive} ${size} ${mtimeMs}`).digest('hex').slice(0, 12);
  const root = await cached(`apps-${edition}`, async (draft) => {
    await mkdir(draft);
    await run('tar', ['-xzf', archive, '-C', draft, '--no-same-owner']);
  });
  const beside = path.join(folder, 'index.jsonl');
  const index = await readFile(existsSync(beside) ? beside : path.join(root, 'index.jsonl'), 'utf8');
  const rows = index
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
  return await Promise.all(
    rows.map(async (row) => ({
      name: row.dockerfile,
      context: path.join(root, row.context),
      dockerfile: path.join(root, row.dockerfile),
      text: await readFile(path.join(root, row.dockerfile), 'utf8'),
      language: row.language,
      ecosystem: row.builds,
      isConvertible: row.convertible,
    })),
  );
}
