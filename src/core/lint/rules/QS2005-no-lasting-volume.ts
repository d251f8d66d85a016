import type { Instruction } from '../../dockerfile/model.ts';
import { type Layered, layerOn, layersOf } from '../final-image.ts';
import { defineRule } from '../rule.ts';

export const noLastingVolume = defineRule<undefined, Layered<Instruction>>({
  code: 'QS2005',
  severity: 'info',
  fix: { none: 'what has to last, and where it should be, is for you to say' },
  summary: 'On Fargate a VOLUME is gone with its task: mount EFS in the task definition for what has to last',
  perStage: (parent) => layerOn(parent),
  on: {
    VOLUME: (instruction, { inStage }) => {
      if (!instruction.words.every(({ value }) => isScratch(value))) inStage.own.push(instruction);
    },
  },
  atEnd: ({ inStage, report }) => {
    for (const instruction of layersOf(inStage)) report({ range: instruction.keywordRange }, { instruction });
  },
});

/** Where nobody expects anything to last. */
function isScratch(folder: string): boolean {
  return /^\/(?:tmp|run|dev\/shm|var\/(?:tmp|run|cache))(?:\/|$)/.test(folder);
}
