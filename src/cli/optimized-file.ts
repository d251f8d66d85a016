import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readBuildContext } from '../adapters/build-context.ts';
import { type Applied, type Optimization, type OptimizeOptions, optimize } from '../core/optimize/optimize.ts';
import type { CommandIo } from './command.ts';
import type { OptimizeArguments } from './optimize-arguments.ts';
import { whyUnreadable } from './unreadable-file.ts';

export interface OptimizedFile {
  /** As it was named. */
  readonly file: string;
  /** Absolute. */
  readonly location: string;
  /** Absolute path of the build context. */
  readonly folder: string;
  readonly text: string;
  readonly result: Optimization;
  readonly chosen: Applied;
  readonly options: OptimizeOptions;
}

/** @returns a sentence when the file cannot be read */
export function optimizedFile(file: string, given: OptimizeArguments, io: CommandIo): OptimizedFile | string {
  const location = path.resolve(io.cwd, file);
  const folder = given.context ? path.resolve(io.cwd, given.context) : path.dirname(location);
  let text: string;
  try {
    text = readFileSync(location, 'utf8');
  } catch (error) {
    return whyUnreadable(error, file);
  }
  const context = given.context === false ? undefined : readBuildContext(folder, location);
  const options: OptimizeOptions = { context, only: given.only };
  const result = optimize(text, options);
  return { file, location, folder, text, result, chosen: given.safe ? result.safe : result.all, options };
}
