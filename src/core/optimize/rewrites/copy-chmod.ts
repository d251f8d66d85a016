import type { Instruction } from '../../dockerfile/model.ts';
import { deleteInstruction } from '../../lint/delete-instruction.ts';
import type { StageModel } from '../model/build-model.ts';
import { joinPath, type Step } from '../model/steps.ts';
import { type Draft, defineRewrite, none, type Place } from '../rewrite.ts';

export const copyChmod = defineRewrite({
  id: 'copy-chmod',
  kind: 'layers',
  title: 'Set the mode while copying',
  safety: 'safe',
  precondition: 'A COPY of one file, directly followed by a RUN that only gives that file a numeric mode.',
  evidence: 'The RUN holds every byte of the file a second time; --chmod=755 gave the very mode.',
  propose({ stages, dockerfile }) {
    const places: Place[] = [];
    for (const stage of stages) {
      for (const [at, step] of stage.steps.entries()) {
        const next = stage.steps[at + 1];
        const mode = next && modeFor(step, next, stage);
        if (!mode || !next) continue;
        const gone = deleteInstruction(next.instruction, dockerfile);
        const end = step.instruction.keywordRange.end;
        if (!gone) continue;
        places.push({
          range: next.instruction.range,
          edits: [{ range: { start: end, end }, newText: ` --chmod=${mode}` }, gone],
        });
      }
    }
    if (places.length === 0) return none('No file is copied and then given a numeric mode.');
    const draft: Draft = {
      safe: true,
      reason: 'A RUN that changes the mode of a file puts the whole file into a layer once more.',
      effect: 'One layer less, and the file in the image once.',
      places,
    };
    return draft;
  },
});

/** The mode, where a RUN does nothing but to set that of the one file that was copied. */
function modeFor(step: Step, next: Step, stage: StageModel): string | undefined {
  if (step.instruction.keyword !== 'COPY' || hasFlag(step.instruction, 'chmod')) return undefined;
  const tasks = stage.tasks(next.instruction);
  const command = tasks?.length === 1 ? tasks[0]?.command : undefined;
  if (command?.name !== 'chmod' || next.instruction.flags.length > 0) return undefined;
  const [mode, path, ...more] = command.words.map(({ value }) => value);
  if (mode === undefined || path === undefined || more.length > 0 || !/^0?[0-7]{3}$/.test(mode)) return undefined;
  const copied = stage.copied.find((each) => each.step.index === step.index);
  const [file, ...others] = copied?.files ?? [];
  if (!file || others.length > 0 || joinPath(next.workdir, path) !== file.to) return undefined;
  return mode;
}

function hasFlag({ flags }: Instruction, wanted: string): boolean {
  return flags.some(({ name }) => name === wanted);
}
