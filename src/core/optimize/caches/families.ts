import type { BuildModel, StageModel } from '../model/build-model.ts';

/** A stage that begins with an image, and all that are built on it: what one leaves behind the next ones see. */
export function familiesOf({ stages }: BuildModel): StageModel[][] {
  const families = new Map<StageModel, StageModel[]>();
  for (const stage of stages) {
    let root = stage;
    while (root.parent) root = root.parent;
    families.set(root, [...(families.get(root) ?? []), stage]);
  }
  return [...families.values()];
}

/** Whether another stage copies, or mounts, something of these stages that a folder is part of, or that is part of it. */
export function isTakenFrom(
  family: readonly StageModel[],
  folder: string,
  { stages }: BuildModel,
  isOverlap = overlaps,
): boolean {
  const names = new Set(family.flatMap(({ stage }) => [stage.name?.value.toLowerCase(), String(stage.index)]));
  return stages.some(({ steps }) =>
    steps.some(({ instruction, expand }) =>
      instruction.flags.some(({ name, value = '' }) => {
        if (name === 'from' && names.has(value.toLowerCase())) {
          return instruction.words.slice(0, -1).some((word) => isOverlap(expand(word) ?? '/', folder));
        }
        const from = name === 'mount' ? /(?:^|,)from=([^,]+)/.exec(value)?.[1] : undefined;
        if (from === undefined || !names.has(from.toLowerCase())) return false;
        return isOverlap(/(?:^|,)(?:source|src)=([^,]+)/.exec(value)?.[1] ?? '/', folder);
      }),
    ),
  );
}

function overlaps(source: string, folder: string): boolean {
  const path = (source.startsWith('/') ? source : `/${source}`).replace(/(.)\/$/, '$1').replace(/\/[^/]*[*?[].*$/, '');
  return path === '/' || path === '' || path === folder || isBelow(path, folder) || isBelow(folder, path);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}
