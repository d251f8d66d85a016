import type { StageModel } from '../model/build-model.ts';
import type { Task } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import { joinPath } from '../model/steps.ts';
import { leftBehind, questionAboutTests } from '../multi-stage/left-behind.ts';
import { movedPackages } from '../multi-stage/moved-packages.ts';
import { assetsOf, isOfNode, packagesOfNode } from '../multi-stage/php-assets.ts';
import { unreadableRun } from '../multi-stage/preconditions.ts';
import { split } from '../multi-stage/split.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { usedAtStart } from '../multi-stage/system-packages.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const composerMultiStage = defineRewrite({
  id: 'composer-multi-stage',
  kind: 'multi-stage',
  title: 'Let Composer work in a stage of its own',
  safety: 'review',
  precondition:
    'One stage in which Composer installs into a folder that holds the application; Composer is not what starts; the PHP of both stages is the same.',
  evidence: 'Composer, its cache and what it needs to download and unpack stay out of the image that runs.',
  propose(build) {
    const stage = build.final;
    if (build.stages.length !== 1) return none('It has several stages already.');
    const trigger = stage.stage.instructions.find(({ keyword }) => keyword === 'ONBUILD');
    if (trigger) return none(`ONBUILD at line ${trigger.line + 1} acts in images that are built on this one.`);
    const installs = stage.steps.filter((step) => tasksOfTool(stage, step));
    const installed = installs.at(-1);
    if (!installed) return none('Nothing is installed with Composer.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    if (stage.launch.programs?.some(({ name }) => /(^|\/)composer$/.test(name))) {
      return none('Composer itself is started: it is needed to run the application.');
    }
    const folder = folderOf(installed, stage);
    if (folder === undefined || isOfTheSystem(folder)) return none('The folder that Composer works in is not known.');
    const user = stage.steps.find(
      ({ instruction, index }) => instruction.keyword === 'USER' && index < installed.index,
    );
    if (user) return none(`USER at line ${user.instruction.line + 1} says who owns what Composer writes.`);
    const isUsed = usedAtStart(stage, startOf(stage, build.context).scripts);
    const assets = assetsOf(stage, folder, build, isUsed);
    const brings = (step: Step) => bringsComposer(step) || (assets?.bringsNode(step) ?? false);
    const builds = (step: Step) => tasksOfTool(stage, step) || (assets?.builds(step) ?? false);
    // What they make lies in the folder, and comes along with it.
    const isBefore = (step: Step) => step.index < installed.index && isOfNode(step, folder, stage);
    const belongs = (step: Step) => brings(step) || builds(step) || isBefore(step) || isWithin(step, folder, stage);
    const first = stage.steps.find((step) => brings(step) || builds(step) || copiesInto(step, folder, stage));
    if (!first) return none('Where Composer comes from is not known.');
    const between = stage.steps.slice(first.index + 1, installed.index);
    const outside = between.find((step) => !belongs(step) && readsFolder(step, stage));
    if (outside) return none(`What line ${outside.instruction.line + 1} writes, and where to, is not known.`);
    const built = lastBuilt(installed, stage, belongs, builds);
    const last = lastTest(built, stage);
    const isTestedLater = stage.steps.slice(last.index + 1).some((step) => /test|spec|pest/i.test(scriptOf(step)));
    const left = isTestedLater ? [] : leftBehind(stage, folder, build.context, isUsed, last.index);
    const leftOvers =
      assets && stage.steps.some((step) => step.index <= last.index && assets.builds(step)) ? assets.leftOvers : [];
    const gone = [...left, ...leftOvers];
    const clean = gone.length > 0 ? [`rm -rf ${gone.join(' ')}`] : [];
    // What comes with the application after Composer has worked stays where it is, in the last stage.
    const { edits, setUp } = movedPackages(
      stage,
      first.index,
      belongs,
      ['git', 'unzip', 'zip', 'p7zip-full', 'mercurial', 'subversion', ...(assets ? packagesOfNode : [])],
      build,
    );
    const place = split(
      {
        stage,
        first: first.index,
        last: last.index,
        repeated: (step) => step.index <= built.index && !belongs(step),
        hoisted: independent(
          stage.steps.slice(first.index, built.index).filter((step) => !belongs(step)),
          folder,
          stage,
        ),
        edits,
        setUp,
        endOfBuild: clean,
        copies: [`COPY --from=build ${folder} ${folder}`],
      },
      build.dockerfile,
    );
    return {
      safe: false,
      reason: 'Composer and what it downloads with are needed to install the packages and not to run the application.',
      effect: 'Composer, its cache and the tools that it calls stay out of the image.',
      question: `Does a script of Composer change something outside the folder of the application? Does the application call git or unzip?${questionAboutTests(left)}${leftOvers.length > 0 ? ' Node and node_modules stay out of it as well: does anything read or call them?' : ''}`,
      places: [place],
    };
  },
});

/** The last step that builds, as long as all between it and an installation has to do with the application alone. */
function lastBuilt(
  installed: Step,
  stage: StageModel,
  belongs: (step: Step) => boolean,
  builds: (step: Step) => boolean,
): Step {
  let last = installed;
  for (const step of stage.steps.slice(installed.index + 1)) {
    if (builds(step)) last = step;
    else if (!belongs(step)) break;
  }
  return last;
}

/**
 * Of steps between those that build: the ones that install packages or extensions and set up the system, and have
 * nothing to do with what stands between them and the beginning of the build.
 */
function independent(between: readonly Step[], folder: string, stage: StageModel): ReadonlySet<Step> {
  const found = new Set<Step>();
  // What sets up the system may ask for a file that another step made; what installs packages does not.
  let wanted = /^(index|packages|clean-up|configure)$/;
  for (const step of between) {
    const { keyword, flags } = step.instruction;
    if (/^(EXPOSE|LABEL|WORKDIR)$/.test(keyword)) continue;
    const tasks = stage.tasks(step.instruction) ?? [];
    const script = scriptOf(step);
    if (keyword !== 'RUN' || tasks.length === 0 || /\/etc\/apt\//.test(script)) break;
    const isApart = flags.length === 0 && !/>|(^|\s)\.\.?\//.test(script) && !script.includes(folder);
    if (isApart && tasks.every((task) => wanted.test(task.purpose) || emptiesCaches(task))) found.add(step);
    else if (tasks.every(({ purpose }) => /^(files|configure|shell)$/.test(purpose)))
      wanted = /^(index|packages|clean-up)$/;
    else break;
  }
  return found;
}

function emptiesCaches({ command: { name, words } }: Task): boolean {
  return name === 'rm' && words.every(({ value }) => /^(-|\/(var\/(lib\/apt|cache|tmp)|tmp|usr\/src)\/)/.test(value));
}

/** The last of the RUNs behind an installation that do nothing but test. */
function lastTest(installed: Step, stage: StageModel): Step {
  let last = installed;
  for (const step of stage.steps.slice(installed.index + 1)) {
    const tasks = stage.tasks(step.instruction) ?? [];
    if (step.instruction.keyword !== 'RUN' || tasks.length === 0 || !tasks.every(isTest)) break;
    last = step;
  }
  return last;
}

function isTest({ purpose, command: { name, words } }: Task): boolean {
  const [first = ''] = words.map(({ value }) => value);
  if (purpose === 'test' || /(^|\/)vendor\/bin\/(phpunit|pest|phpstan|codecept)$/.test(name)) return true;
  return name === 'php' && /^(\.\/)?(vendor\/bin\/(phpunit|pest)|tests?\/[\w./-]+)$/.test(first);
}

function tasksOfTool(stage: StageModel, { instruction }: Step): boolean {
  return stage.tasks(instruction)?.some(({ tool }) => tool === 'composer') ?? false;
}

/** From its image, or from where its installer is. */
function bringsComposer({ instruction }: Step): boolean {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value ?? '';
  if (instruction.keyword === 'COPY' && /(^|\/)composer(:|\/|$)/.test(from)) return true;
  const { command } = instruction;
  return (
    instruction.keyword === 'RUN' &&
    command?.form === 'shell' &&
    /getcomposer\.org|composer\.phar/.test(command.script.text) &&
    !/apt-get|apk add|yum|dnf/.test(command.script.text)
  );
}

function folderOf(step: Step, stage: StageModel): string | undefined {
  let folder = step.workdir;
  for (const { command, tool } of stage.tasks(step.instruction) ?? []) {
    const words = command.words.map(({ value }) => value);
    if (command.name === 'cd') folder = joinPath(folder, words[0]);
    if (tool !== 'composer') continue;
    const named = words.find((word) => /^(--working-dir=|-d=)/.test(word))?.replace(/^[^=]*=/, '');
    const apart = words.includes('-d') ? words[words.indexOf('-d') + 1] : undefined;
    return joinPath(folder, named ?? apart ?? '.');
  }
  return folder;
}

function isOfTheSystem(folder: string): boolean {
  return /^\/(usr|etc|bin|sbin|lib|lib64|root|tmp|dev|proc|sys|home|opt)?$/.test(folder);
}

function copiesInto({ instruction, index }: Step, folder: string, stage: StageModel): boolean {
  const copied = stage.copied.find(({ step }) => step.index === index);
  const path = copied?.destination?.replace(/(.)\/$/, '$1');
  return path !== undefined && instruction.keyword !== 'RUN' && (path === folder || path.startsWith(`${folder}/`));
}

/** Whether all that a step does is done to the folder, and so comes along with it. */
function isWithin(step: Step, folder: string, stage: StageModel): boolean {
  if (copiesInto(step, folder, stage)) return true;
  if (step.instruction.keyword !== 'RUN') return false;
  // Where a redirection writes to is not looked at.
  if (/>/.test(scriptOf(step))) return false;
  const tasks = stage.tasks(step.instruction) ?? [];
  return tasks.every(({ purpose, command }) => {
    if (purpose === 'shell') return true;
    if (purpose === 'generate') return true;
    if (purpose !== 'files') return false;
    const operands = command.words
      .map(({ value }) => value)
      .filter((value) => !/^[-+]|^[0-7]{3,4}$|^[ugoa]*[+=-]/.test(value));
    return operands.every((operand) => {
      const path = joinPath(step.workdir, operand);
      return path !== undefined && !/[$`]/.test(path) && path.startsWith(`${folder}/`);
    });
  });
}

/** Whether a step redirects what a command for files makes of a file in the folder that it runs in. */
function readsFolder(step: Step, stage: StageModel): boolean {
  if (step.instruction.keyword !== 'RUN' || !/>/.test(scriptOf(step))) return false;
  return (stage.tasks(step.instruction) ?? []).some(
    ({ purpose, command }) =>
      purpose === 'files' &&
      command.words.some(({ value }) => /^[\w.-]+(\/[\w.-]+)*$/.test(value) && !value.startsWith('-')),
  );
}

function scriptOf({ instruction: { command } }: Step): string {
  return command?.form === 'shell' ? command.script.text.replace(/>\s*\/dev\/null|2>&1/g, '') : '';
}
