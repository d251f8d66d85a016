import type { Instruction } from '../dockerfile/model.ts';
import { mountOptions } from '../dockerfile/mounts.ts';

/** Whether a cache or tmpfs mount of a RUN has a target that fits: what is written there never reaches the image. */
export function hasScratchMount({ flags }: Instruction, fits: (target: string) => boolean): boolean {
  return flags.some(({ name, value }) => {
    if (name !== 'mount' || value === undefined) return false;
    const options = mountOptions(value);
    const type = options.find(({ key }) => key === 'type')?.value;
    const target = options.find(({ key }) => key === 'target' || key === 'dst' || key === 'destination')?.value;
    return (type === 'cache' || type === 'tmpfs') && target !== undefined && fits(target);
  });
}
