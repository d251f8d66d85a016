import type { BuildModel } from '../model/build-model.ts';
import type { Tool } from '../model/purpose.ts';
import type { ToolCache } from './tool-caches.ts';

/** Why the image may work with the cache of a tool once it runs, as a sentence; undefined where it does not. */
export function startedWith(tool: Tool, cache: ToolCache, { final, context }: BuildModel): string | undefined {
  const { launch, copied } = final;
  if (cache.isShared && !launch.entrypoint && !launch.command) {
    return `The image has no command of its own: ${tool} may be called in it later.`;
  }
  if (!launch.programs)
    return cache.isShared ? `Whether ${tool} is called when the image starts is not known.` : undefined;
  for (const { name, words, path } of launch.programs) {
    const base = name.replace(/^.*\//, '');
    if (cache.programs.test(base) || words.some((word) => cache.programs.test(word))) {
      return `${base} is started, which works with the cache of ${tool}.`;
    }
    if (tool === 'dotnet' && base === 'dotnet' && !/\.dll$/.test(words[0] ?? '')) {
      return 'dotnet is started, and may build first.';
    }
    if (!cache.isShared) continue;
    const isShell = /^(ba|da|a)?sh$/.test(base);
    const wanted = isShell ? words[0] : path;
    const file = copied
      .flatMap(({ files = [] }) => files)
      .find(({ to }) => to === wanted || (wanted && to.endsWith(`/${wanted}`)));
    const script = file && context?.text(file.from);
    if ((isShell || /\.sh$/.test(base)) && script === undefined) return `What ${base} does is not known.`;
    const called = script?.split(/[\s;&|()`"']+/).find((word) => cache.programs.test(word.replace(/^.*\//, '')));
    if (called) return `${base} calls ${called}, which works with the cache of ${tool}.`;
  }
  return undefined;
}
