import type { Instruction } from '../../dockerfile/model.ts';
import { addMounts, whyNoMounts } from '../caches/add-mounts.ts';
import { type CacheUse, cachePlan } from '../caches/cache-plan.ts';
import { familiesOf } from '../caches/families.ts';
import { toolCaches } from '../caches/tool-caches.ts';
import type { BuildModel } from '../model/build-model.ts';
import type { Tool } from '../model/purpose.ts';
import { defineRewrite, none, place } from '../rewrite.ts';

export const packageManagerCacheMounts = defineRewrite({
  id: 'package-manager-cache-mounts',
  kind: 'cache',
  title: 'Keep the caches of package managers between builds',
  safety: 'safe',
  precondition:
    'Where the cache lies is known; nothing copies it, takes it away in a way that is not known, or works with it when the image runs.',
  evidence: 'With its cache in a mount, 3,878 files of npm left an image.',
  propose(build: BuildModel) {
    const old = whyNoMounts(build.dockerfile);
    if (old) return none(old);
    const mounts = new Map<Instruction, CacheUse>();
    const tools = new Set<string>();
    let reason: string | undefined;
    for (const family of familiesOf(build)) {
      for (const tool of Object.keys(toolCaches) as Tool[]) {
        const plan = cachePlan(tool, family, build);
        if (typeof plan === 'string') {
          reason ??= plan;
          continue;
        }
        for (const use of plan) {
          tools.add(tool);
          const { folders = [], emptied = [] } = mounts.get(use.run) ?? {};
          mounts.set(use.run, {
            ...use,
            folders: [...folders, ...use.folders],
            emptied: [...emptied, ...use.emptied],
          });
        }
      }
    }
    if (mounts.size === 0) return none(reason ?? 'No package manager fills a cache.');
    const names = [...tools].join(', ').replace(/, ([^,]*)$/, ' and $1');
    return {
      safe: true,
      reason: `What ${names} downloads is downloaded anew whenever the RUN is done again, and stays in the layer.`,
      effect: 'A RUN that is done again finds what it has downloaded before; the cache is no part of the image.',
      places: [...mounts.values()]
        .sort((a, b) => a.run.range.start - b.run.range.start)
        .map(({ run, folders, uid, emptied }) =>
          place(
            run,
            addMounts(run, folders, uid, build.dockerfile),
            ...emptied.map((range) => ({ range, newText: '' })),
          ),
        ),
    };
  },
});
