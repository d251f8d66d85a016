import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import { lint } from '../../lint/engine.ts';
import type { Finding } from '../../lint/finding.ts';
import type { ContextFiles } from '../context.ts';
import { type BaseImage, baseImageOf } from './base-image.ts';
import { type Copied, copiedBy } from './copied.ts';
import { isFolderBefore } from './known-folders.ts';
import { type Launch, launchOf } from './launch.ts';
import type { Task } from './purpose.ts';
import { joinPath, type Step, stepsOf } from './steps.ts';
import { taskOf } from './task.ts';

/** A Dockerfile as rewrites see it: what each instruction is for, and what is run in the end. */
export interface BuildModel {
  readonly dockerfile: Dockerfile;
  /** Undefined where nothing is known of the build context, which is not an empty one. */
  readonly context: ContextFiles | undefined;
  readonly stages: readonly StageModel[];
  /** What the linter says of the file. */
  readonly findings: readonly Finding[];
  /** The stage whose image is built when nobody names another. */
  readonly final: StageModel;
}

export interface StageModel {
  readonly stage: Stage;
  /** Undefined for a stage built on another one, or on what a variable names. */
  readonly base: BaseImage | undefined;
  readonly parent: StageModel | undefined;
  readonly steps: readonly Step[];
  /** What the commands of a RUN are for, in order; undefined where its shell cannot be read. */
  readonly tasks: (instruction: Instruction) => readonly Task[] | undefined;
  /** What COPY and ADD bring from the build context, in order. */
  readonly copied: readonly Copied[];
  /** The folder at the end of the stage; undefined where it is not known. */
  readonly folder: string | undefined;
  readonly launch: Launch;
}

/** @returns undefined for a file without a stage */
export function buildModel(dockerfile: Dockerfile, context: ContextFiles | undefined): BuildModel | undefined {
  const stages: StageModel[] = [];
  for (const stage of dockerfile.stages) {
    const parent = stage.parent && stages[stage.parent.index];
    stages.push(new LazyStage(stage, parent, dockerfile, context));
  }
  const final = stages.at(-1);
  let findings: readonly Finding[] | undefined;
  return (
    final && {
      dockerfile,
      context,
      stages,
      final,
      get findings() {
        findings ??= lint(dockerfile, { ignoreFile: context?.ignoreFile.text });
        return findings;
      },
    }
  );
}

/** Most rewrites look at a part of this, and most files have stages that none looks at. */
class LazyStage implements StageModel {
  readonly stage: Stage;
  readonly parent: StageModel | undefined;
  readonly #dockerfile: Dockerfile;
  readonly #context: ContextFiles | undefined;
  readonly #tasks = new Map<Instruction, readonly Task[] | undefined>();
  #base: BaseImage | undefined;
  #steps: readonly Step[] | undefined;
  #copied: readonly Copied[] | undefined;
  #launch: Launch | undefined;

  constructor(stage: Stage, parent: StageModel | undefined, dockerfile: Dockerfile, context: ContextFiles | undefined) {
    this.stage = stage;
    this.parent = parent;
    this.#dockerfile = dockerfile;
    this.#context = context;
  }

  get base(): BaseImage | undefined {
    this.#base ??= baseImageOf(this.stage, this.#dockerfile);
    return this.#base;
  }

  get steps(): readonly Step[] {
    this.#steps ??= stepsOf(this.stage, this.#dockerfile, this.parent?.steps);
    return this.#steps;
  }

  tasks = (instruction: Instruction): readonly Task[] | undefined => {
    if (!this.#tasks.has(instruction)) {
      const script = instruction.keyword === 'RUN' ? parseShell(instruction) : undefined;
      this.#tasks.set(instruction, script?.parsed ? script.commands.map(taskOf) : undefined);
    }
    return this.#tasks.get(instruction);
  };

  get copied(): readonly Copied[] {
    this.#copied ??= this.steps.flatMap(
      (step) => copiedBy(step, this.#context, (path) => isFolderBefore(path, step, this)) ?? [],
    );
    return this.#copied;
  }

  get folder(): string | undefined {
    const last = this.steps.at(-1);
    if (!last) return this.parent?.folder;
    const { instruction, workdir } = last;
    return instruction.keyword === 'WORKDIR'
      ? joinPath(workdir, last.expand(instruction.words[0] ?? { raw: '' }))
      : workdir;
  }

  get launch(): Launch {
    this.#launch ??= launchOf(this.steps, this.folder);
    return this.#launch;
  }
}
