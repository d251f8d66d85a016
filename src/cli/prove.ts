import type { CommandIo } from './command.ts';
import type { OptimizeArguments } from './optimize-arguments.ts';

export async function proveOptimization(_given: OptimizeArguments, _io: CommandIo): Promise<number> {
  return 2;
}
