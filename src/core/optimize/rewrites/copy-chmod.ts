import type { Instruction } from '../../dockerfile/model.ts';
import { deleteInstruction } from '../../lint/delete-instruction.ts';
import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import { argumentIn, joinPath, type Step } from '../model/steps.ts';
import { type Draft, defineRewrite, none, type Place } from '../rewrite.ts';

export const copyChmod = defineRewrite({
  id: 'copy-chmod',
  kind: 'layers',
  title: 'Set the mode while copying',
  safety: 'safe',
  precondition:
    'A COPY of one file, directly followed by a RUN that only gives that file a mode, which is a number, or follows from the mode that the file has.',
  evidence: 'The RUN holds every byte of the file a second time; --chmod=755 gave the very mode.',
  propose({ stages, dockerfile, context }) {
    const places: Place[] = [];
    for (const stage of stages) {
      for (const [at, step] of stage.steps.entries()) {
        const next = stage.steps[at + 1];
        const mode = next && modeFor(step, next, stage, context);
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
    if (places.length === 0) return none('No file is copied and then given a mode that is known.');
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
function modeFor(step: Step, next: Step, stage: StageModel, context: ContextFiles | undefined): string | undefined {
  if (step.instruction.keyword !== 'COPY' || hasFlag(step.instruction, 'chmod')) return undefined;
  const tasks = stage.tasks(next.instruction);
  const command = tasks?.length === 1 ? tasks[0]?.command : undefined;
  if (command?.name !== 'chmod' || next.instruction.flags.length > 0) return undefined;
  const [mode, path, ...more] = command.words.map(({ value }) => value);
  if (mode === undefined || path === undefined || more.length > 0) return undefined;
  const copied = stage.copied.find((each) => each.step.index === step.index);
  const [file, ...others] = copied?.files ?? [];
  if (!file || others.length > 0 || joinPath(next.workdir, path) !== file.to) return undefined;
  // Handed in, another name would be copied, and the mode given to what lies at this one.
  if (argumentIn(step.instruction.words.at(-1)?.raw ?? '', step) !== undefined) return undefined;
  return /^0?[0-7]{3}$/.test(mode) ? mode : symbolic(mode, context?.mode(file.from));
}

/** What git gives files, where nobody told the shell otherwise; another mode is that of this one machine. */
const ofCheckouts: ReadonlySet<number | undefined> = new Set([0o644, 0o755]);

/** What `a+x` and the like make of a mode, in octal. */
function symbolic(changes: string, before: number | undefined): string | undefined {
  if (before === undefined || !ofCheckouts.has(before)) return undefined;
  let mode = before;
  for (const change of changes.split(',')) {
    const [, who = '', operator, rights = ''] = /^([ugoa]*)([-+=])([rwx]+)$/.exec(change) ?? [];
    // Where nobody is named, the umask has a say in what is taken away and in who may write.
    if (operator === undefined || (who === '' && (operator !== '+' || rights.includes('w')))) return undefined;
    const classes = who === '' || who.includes('a') ? 0o111 : bitsOf(who, { u: 0o100, g: 0o010, o: 0o001 });
    const bits = classes * bitsOf(rights, { r: 4, w: 2, x: 1 });
    if (operator === '=') mode = (mode & ~(classes * 7)) | bits;
    else mode = operator === '+' ? mode | bits : mode & ~bits;
  }
  return mode.toString(8).padStart(3, '0');
}

function bitsOf(letters: string, values: Readonly<Record<string, number>>): number {
  return [...letters].reduce((bits, letter) => bits | (values[letter] ?? 0), 0);
}

function hasFlag({ flags }: Instruction, wanted: string): boolean {
  return flags.some(({ name }) => name === wanted);
}
