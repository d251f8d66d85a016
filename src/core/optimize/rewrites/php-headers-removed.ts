import type { Dockerfile } from '../../dockerfile/model.ts';
import { appendCommand } from '../../lint/append-command.ts';
import { lineBreakOf } from '../../lint/line-breaks.ts';
import type { TextEdit } from '../../text.ts';
import type { BuildModel, StageModel } from '../model/build-model.ts';
import type { Task } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import { defineRewrite, none, type Place } from '../rewrite.ts';

export const phpHeadersRemoved = defineRewrite({
  id: 'php-headers-removed',
  kind: 'packages',
  title: 'Remove headers once the extensions of PHP are compiled',
  safety: 'review',
  precondition:
    'One RUN on an image of PHP on Debian installs headers with apt-get and compiles extensions; nothing compiles later; it removes no packages yet.',
  evidence:
    'The headers of ICU and what comes with them weigh 50 MB; the library that the extension is linked with stays.',
  propose({ stages, final, dockerfile }) {
    const shipped = stages.filter((stage) => isBeneath(stage, final));
    const places = shipped.flatMap((stage) => placesIn(stage, stages, dockerfile));
    if (places.length === 0) return none('No RUN installs headers and compiles extensions of PHP with them.');
    return {
      safe: false,
      reason: 'Headers are needed to compile extensions, and not to run them.',
      effect: 'The headers of each library, and what they bring: often tens of megabytes.',
      question:
        'Does anything compile with these headers later, such as an image that is built on this one? The libraries themselves stay.',
      places,
    };
  },
});

function isBeneath(stage: StageModel, final: StageModel): boolean {
  for (let at: StageModel | undefined = final; at; at = at.parent) if (at === stage) return true;
  return false;
}

function placesIn(stage: StageModel, stages: BuildModel['stages'], dockerfile: Dockerfile): Place[] {
  const { base } = rootOf(stage);
  if (base?.name !== 'php' || !base.isOfficial || base.isAlpine) return [];
  return stage.steps.flatMap((step) => {
    const tasks = stage.tasks(step.instruction) ?? [];
    const headers = tasks.flatMap(headersOf);
    const last = tasks.findLast(compiles);
    const removes = tasks.some(({ purpose, verb }) => purpose === 'clean-up' && /purge|remove/.test(verb ?? ''));
    if (!last || headers.length === 0 || removes) return [];
    if (stages.some((other) => isBeneath(stage, other) && compilesAfter(other, stage, step))) return [];
    const edit = behind(last, tasks, [keepLibraries, `${purge} ${headers.join(' ')}`], step, dockerfile);
    return edit ? [{ range: step.instruction.range, edits: [edit] }] : [];
  });
}

/** What the extensions are linked with would go along with the headers that brought it. */
const keepLibraries = "apt-mark manual '^lib.*[0-9]' > /dev/null";
const purge = 'apt-get purge -y --auto-remove';

function rootOf(stage: StageModel): StageModel {
  return stage.parent ? rootOf(stage.parent) : stage;
}

function compiles({ command: { name } }: Task): boolean {
  return /^(docker-php-ext-install|pecl|phpize)$/.test(name);
}

/** The headers that a command installs by their names, those of the C library apart, which the image has by itself. */
function headersOf({ tool, verb, command: { name, words } }: Task): string[] {
  if (tool !== 'apt' || verb !== 'install' || name !== 'apt-get') return [];
  return words.flatMap(({ value }) => {
    const plain = value.replace(/[=/].*$/, '');
    return /^[\w.+-]+-dev$/.test(plain) && !/^(libc6|linux-libc|libstdc\+\+.*|php.*)-dev$/.test(plain) ? [plain] : [];
  });
}

/** Whether something is compiled behind a step of a stage, in that stage or in one that is built on it. */
function compilesAfter(stage: StageModel, start: StageModel, { index }: Step): boolean {
  return stage.steps.some((step) => {
    if (stage === start && step.index <= index) return false;
    const tasks = stage.tasks(step.instruction);
    if (step.instruction.keyword === 'RUN' && !tasks) return true;
    return (
      tasks?.some((task) => compiles(task) || /^(make|cmake|compiler|pip|npm|cargo|go)$/.test(task.tool ?? '')) ?? false
    );
  });
}

/** Puts commands behind one of the commands that a script does one after the other. */
function behind(
  { command }: Task,
  tasks: readonly Task[],
  added: readonly string[],
  { instruction }: Step,
  dockerfile: Dockerfile,
): TextEdit | undefined {
  const { lines, text } = dockerfile;
  if (!command.topLevel || (command.before && !/^(&&|;)$/.test(command.before.operator))) return undefined;
  const isOneLine = lines.positionAt(instruction.range.end).line === instruction.line;
  const joint = isOneLine ? ' && ' : ` ${dockerfile.escape}${lineBreakOf(text)}    && `;
  const next = tasks[tasks.findIndex((task) => task.command === command) + 1]?.command;
  if (!next) return appendCommand(instruction, added.join(joint), dockerfile);
  if (!next.topLevel || command.after?.operator !== '&&') return undefined;
  const { start } = next.range;
  return { range: { start, end: start }, newText: [...added, ''].join(joint) };
}
