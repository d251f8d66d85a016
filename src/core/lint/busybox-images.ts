import type { Stage } from '../dockerfile/model.ts';

/** Whether a stage has the small tools and the small shell of BusyBox, as far as the name of its image tells. */
export function isBusybox(stage: Stage | undefined): boolean {
  let base = stage;
  while (base?.parent) base = base.parent;
  return /alpine|busybox/.test(base?.image?.text ?? '');
}
