import type { Stage } from '../../dockerfile/model.ts';
import { defineRule } from '../rule.ts';

export const sayHowHealthy = defineRule({
  code: 'DL3057',
  severity: 'ignore',
  summary: 'Add a HEALTHCHECK, or `HEALTHCHECK NONE` where something else looks after the container',
  // The stages that have one, that are built on one that has, or that such a one is built on.
  perFile: () => ({ named: new Map<string, Stage>(), parents: new Map<Stage, Stage>(), checked: new Set<Stage>() }),
  on: {
    FROM: (_, { inFile: { named, parents, checked }, stage }) => {
      if (!stage) return;
      const parent = named.get(stage.image?.text ?? '');
      if (parent) {
        parents.set(stage, parent);
        if (checked.has(parent)) checked.add(stage);
      }
      if (stage.name) named.set(stage.name.value, stage);
    },
    HEALTHCHECK: (_, { inFile: { parents, checked }, stage }) => {
      for (let at = stage; at && !checked.has(at); at = parents.get(at)) checked.add(at);
    },
  },
  atEnd: ({ dockerfile, inFile: { checked }, report }) => {
    for (const stage of dockerfile.stages) {
      if (!checked.has(stage)) report(stage.image ?? stage.from, { instruction: stage.from });
    }
  },
});
