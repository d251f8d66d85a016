import type { BuildContext } from '../../../../src/core/optimize/context.ts';

/** A build context that is what it says: paths with their texts. */
export function contextOf(
  files: Readonly<Record<string, string>>,
  {
    complete = true,
    dockerfile = 'Dockerfile',
    modes = {},
  }: { complete?: boolean; dockerfile?: string; modes?: Readonly<Record<string, number>> } = {},
): BuildContext {
  const paths = [...new Set([dockerfile, ...Object.keys(files)])];
  return { paths, complete, dockerfile, read: (path) => files[path], mode: (path) => modes[path] };
}
