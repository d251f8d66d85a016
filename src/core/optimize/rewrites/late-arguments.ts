import type { Dockerfile, Instruction } from '../../dockerfile/model.ts';
import type { TextEdit } from '../../text.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import { cannotRead, names } from '../model/reads.ts';
import type { Step } from '../model/steps.ts';
import { wholeLines } from '../multi-stage/convert.ts';
import { type Answer, type Draft, defineRewrite, none, type Place, place } from '../rewrite.ts';

export const lateArguments = defineRewrite({
  id: 'late-arguments',
  kind: 'cache',
  title: 'Declare an argument that changes with every build where it is used',
  safety: 'both',
  precondition:
    'The name says that it changes with every build; nothing between the ARG and its first use names it or runs what may read it.',
  evidence: 'A RUN after an ARG has its value in the environment, so that another value runs it again, used or not.',
  propose({ stages, dockerfile }: BuildModel): readonly Answer[] {
    const safe: Place[] = [];
    const doubtful: Place[] = [];
    let reason: string | undefined;
    for (const stage of stages) {
      for (const step of stage.steps) {
        const move = moveOf(step, stage, dockerfile);
        if (typeof move === 'string') reason ??= move;
        else if (move) {
          const range = wholeLines(step.instruction, dockerfile);
          const start = wholeLines(move.to, dockerfile).start;
          const newText = dockerfile.text.slice(range.start, range.end);
          const edits: TextEdit[] = [
            { range, newText: '' },
            { range: { start, end: start }, newText },
          ];
          (move.passesInstalls ? doubtful : safe).push(place(step.instruction, ...edits));
        }
      }
    }
    const draft = {
      reason: 'Whatever runs after the ARG runs again when its value changes, whether it uses it or not.',
      effect: 'A build with another value takes what comes before from the cache.',
    };
    const drafts: Draft[] = [];
    if (safe.length > 0) drafts.push({ ...draft, safe: true, places: safe });
    if (doubtful.length > 0) {
      const question = 'Does no script of a package read the argument while it is installed?';
      drafts.push({ ...draft, safe: false, question, places: doubtful });
    }
    return drafts.length > 0 ? drafts : [none(reason ?? 'No argument that changes with every build comes too early.')];
  },
});

const changing =
  /^((APP|BUILD|IMAGE|PROJECT|RELEASE|SERVICE)_)?(VERSION|REVISION|COMMIT(_(SHA|HASH|ID))?|BUILD_(DATE|TIME|NUMBER|ID|TIMESTAMP)|DATE|TIME(STAMP)?|NUMBER|GIT_(COMMIT|SHA|HASH|REV|REVISION|TAG|BRANCH|REF)(_\w+)?|VCS_(REF|SHA|REVISION)|SOURCE_COMMIT|GITHUB_(SHA|REF|RUN_ID)|CI_COMMIT_\w+|CACHE_?BUST(ER)?|CACHE_DATE|SHA)$/;

/** Where an ARG can go; undefined where it is fine, or why it cannot be told. */
function moveOf(
  { instruction, index }: Step,
  stage: StageModel,
  dockerfile: Dockerfile,
): { readonly to: Instruction; readonly passesInstalls: boolean } | string | undefined {
  const { keyword, pairs } = instruction;
  const [pair, ...more] = pairs;
  if (keyword !== 'ARG' || !pair || more.length > 0 || !changing.test(pair.name.value)) return undefined;
  // A default that names another variable is worked out where the ARG stands.
  if (/\$/.test(pair.value?.raw ?? '')) return undefined;
  const name = pair.name.value;
  const after = stage.steps.slice(index + 1);
  let passesInstalls = false;
  let passesRun = false;
  for (const [at, step] of after.entries()) {
    const { instruction: next } = step;
    const tasks = next.keyword === 'RUN' ? stage.tasks(next) : [];
    const isUse = names(next, name, dockerfile) || next.keyword === 'ONBUILD';
    const isOpaque = !tasks?.every(({ purpose }) => cannotRead.has(purpose) || purpose === 'dependencies');
    if (isUse || isOpaque) {
      if (!passesRun) return isUse ? undefined : `What line ${next.line + 1} runs may read ${name}.`;
      // Arguments that stand together stay together.
      return at === 0 ? undefined : { to: next, passesInstalls };
    }
    if (next.keyword === 'RUN') passesRun = true;
    if (tasks?.some(({ purpose }) => purpose === 'dependencies' || purpose === 'tool')) passesInstalls = true;
  }
  return `Nothing that is known to use ${name} comes after line ${instruction.line + 1}.`;
}
