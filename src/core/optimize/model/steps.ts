import type { Dockerfile, Instruction, Stage, Word } from '../../dockerfile/model.ts';
import { GlobalArguments, StageEnvironment } from '../../dockerfile/stage-environment.ts';
import { expand } from '../../dockerfile/variables.ts';
import { baseImageOf } from './base-image.ts';

/** An instruction with what is in force when it runs. */
export interface Step {
  readonly instruction: Instruction;
  /** Position in the stage, from 0. */
  readonly index: number;
  /** Absolute path; undefined where it hangs on the base image or on what nobody knows before the build. */
  readonly workdir: string | undefined;
  /** As USER says it; undefined where none does: what the base image says. */
  readonly user: string | undefined;
  /** Names that ARG and ENV have set before it, in this stage. */
  readonly variables: ReadonlySet<string>;
  /** The ARG, by each variable whose value hangs on what is handed in for it. */
  readonly handedIn: ReadonlyMap<string, string>;
  /** Puts the values in, those of ARG by their defaults; undefined where one is not known. */
  readonly expand: (word: Pick<Word, 'raw'>) => string | undefined;
}

/** The ARG that a text hangs on: whoever builds may hand in another value than its default. */
export function argumentIn(raw: string, { handedIn }: Step): string | undefined {
  return [...raw.matchAll(variable)].map(([, name = '']) => handedIn.get(name)).find((name) => name !== undefined);
}

const variable = /\$\{?(\w+)/g;

/** Images that start in `/`, as far as the builder is concerned. */
const startsAtRoot = new Set(
  'debian ubuntu alpine busybox scratch node python ruby rust openjdk maven eclipse-temurin gcc buildpack-deps fedora'.split(
    ' ',
  ),
);
const startsElsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bun: '/home/bun/app',
    golang: '/go',
    gradle: '/home/gradle',
    php: '/var/www/html',
    wordpress: '/var/www/html',
  }),
);

/** The instructions of a stage, in order, with the folder, the user and the variables of each. */
export function stepsOf(stage: Stage, dockerfile: Dockerfile, parentSteps?: readonly Step[]): Step[] {
  const globals = new GlobalArguments();
  for (const instruction of dockerfile.instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword === 'ARG') globals.takeArg(instruction, dockerfile);
  }
  const environment = new StageEnvironment(undefined, stage);
  const last = parentSteps?.at(-1);
  let workdir = last ? after(last) : initialWorkdir(stage, dockerfile);
  const ofBase = variablesOf(stage, dockerfile);
  let user = last ? (last.instruction.keyword === 'USER' ? last.instruction.words[0]?.value : last.user) : undefined;
  const variables = new Set(last?.variables);
  let handedIn = last ? handedInAfter(last) : new Map<string, string>();
  const steps: Step[] = [];
  for (const [index, instruction] of stage.instructions.entries()) {
    const known = new Map([...variables].map((name) => [name, environment.lookup(name)]));
    const isComplete = environment.isComplete;
    const step: Step = {
      instruction,
      index,
      workdir,
      user,
      handedIn,
      variables: new Set(variables),
      expand: ({ raw }) =>
        expand(raw, dockerfile.escape, (name) => {
          if (known.has(name)) return known.get(name);
          return ofBase[name] ?? (isComplete ? undefined : null);
        }).value ?? undefined,
    };
    steps.push(step);
    environment.take(instruction, dockerfile, globals);
    if (instruction.keyword === 'ENV' || instruction.keyword === 'ARG') {
      for (const { name } of instruction.pairs) variables.add(name.value);
      handedIn = handedInAfter(step);
    } else if (instruction.keyword === 'WORKDIR') {
      workdir = joinPath(workdir, step.expand(instruction.words[0] ?? { raw: '' }));
    } else if (instruction.keyword === 'USER') user = instruction.words[0]?.value;
  }
  return steps;
}

function handedInAfter(step: Step): ReadonlyMap<string, string> {
  const { keyword, pairs } = step.instruction;
  if (keyword !== 'ARG' && keyword !== 'ENV') return step.handedIn;
  const handedIn = new Map(step.handedIn);
  for (const { name, value } of pairs) {
    const argument = keyword === 'ARG' ? name.value : argumentIn(value?.raw ?? '', step);
    if (argument === undefined) handedIn.delete(name.value);
    else handedIn.set(name.value, argument);
  }
  return handedIn;
}

/** The folder after a step. */
function after({ instruction, workdir, expand: put }: Step): string | undefined {
  return instruction.keyword === 'WORKDIR' ? joinPath(workdir, put(instruction.words[0] ?? { raw: '' })) : workdir;
}

/** Variables that images set, and that Dockerfiles name folders by. */
const baseVariables: Readonly<Record<string, Readonly<Record<string, string>>>> = { golang: { GOPATH: '/go' } };

/** What the image that a stage begins with has set, as far as it is known. */
export function variablesOf(stage: Stage, dockerfile: Dockerfile): Readonly<Record<string, string>> {
  let root = stage;
  while (root.parent) root = root.parent;
  return baseVariables[baseImageOf(root, dockerfile)?.name ?? ''] ?? {};
}

function initialWorkdir(stage: Stage, dockerfile: Dockerfile): string | undefined {
  const name = baseImageOf(stage, dockerfile)?.name;
  if (name === undefined) return undefined;
  return startsElsewhere.get(name) ?? (startsAtRoot.has(name) ? '/' : undefined);
}

/** An absolute path without `.` and `..`; undefined where a part of it is. */
export function joinPath(base: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined || (base === undefined && !path.startsWith('/'))) return undefined;
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${base}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
