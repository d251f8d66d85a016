/** A folder with a `quayside.yaml`, read from the disk. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserFacingError } from '../core/errors.ts';
import type { ServiceSpec } from '../core/fargate/spec.ts';
import { invalidSpec, parseSpec } from '../core/fargate/spec-file.ts';

const specFileName = 'quayside.yaml';

export interface Project {
  /** Absolute. */
  readonly folder: string;
  /** Absolute path of the `quayside.yaml`. */
  readonly file: string;
  readonly spec: ServiceSpec;
}

/** @throws UserFacingError `no-spec`, `unreadable-spec`, `invalid-spec` (with its location) */
export async function readProject(folder: string): Promise<Project> {
  const absolute = resolve(folder);
  const file = resolve(absolute, specFileName);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' || error.code === 'ENOTDIR' ? noSpec(absolute, error) : unreadable(file, error);
  });
  const { spec, problems } = parseSpec(text);
  if (problems) throw invalidSpec(problems, file);
  return { folder: absolute, file, spec };
}

function noSpec(folder: string, cause: unknown): UserFacingError {
  return new UserFacingError({
    code: 'no-spec',
    message: `There is no ${specFileName} in ${folder}.`,
    action: {
      says: `Name the folder that holds it, or write one: two lines, such as "name: shop" and "port: 3000", are enough.`,
    },
    cause,
  });
}

function unreadable(file: string, cause: NodeJS.ErrnoException): UserFacingError {
  return new UserFacingError({
    code: 'unreadable-spec',
    message: `${file} cannot be read (${cause.code ?? cause.message}).`,
    action: { says: 'Make it a readable file and try again.' },
    cause,
  });
}
