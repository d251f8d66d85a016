/**
 * The configuration of the image that a Dockerfile makes, computed from its text alone. What the base image
 * sets is not known and is said to be so; nothing is guessed, but one thing: a base without a SHELL of its own
 * runs `/bin/sh -c`, as all but a handful do.
 */
import type { Command, Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { Range } from '../text.ts';
import { healthCheckOf } from './configuration-health.ts';
import { portsIn, workingDirectoryAfter } from './configuration-values.ts';
import { globalVariables, plain, type Text, Variables } from './configuration-variables.ts';

export interface Place {
  /** Of the instruction. */
  readonly range: Range;
  /** Zero-based. */
  readonly line: number;
}

/** One thing that the image says of itself. */
export interface Setting<T> {
  /** Undefined where it is not set; null where only the build, or the base image, knows it. */
  readonly value: T | null | undefined;
  /** For people, and for comparing what is not known: see `Text`. Empty where it is not set. */
  readonly text: string;
  /** The build arguments that can change it, sorted. */
  readonly args: readonly string[];
  /** Whether it is, or is made from, what the base image has. */
  readonly onBase: boolean;
  /** The instruction that set it; undefined for what the base or the builder does. */
  readonly place: Place | undefined;
}

export type SingleField =
  | 'entrypoint'
  | 'command'
  | 'user'
  | 'workingDirectory'
  | 'stopSignal'
  | 'healthCheck'
  | 'shell';
export type NamedField = 'environment' | 'labels' | 'ports' | 'volumes';

export interface ImageConfiguration {
  /** The image that the stage, or the first one it is built on, starts from; `scratch` for none. */
  readonly base: Text;
  readonly basePlace: Place | undefined;
  /** As the engine gets them: the shell form with the shell in front. */
  readonly entrypoint: Setting<readonly string[]>;
  readonly command: Setting<readonly string[]>;
  readonly user: Setting<string>;
  readonly workingDirectory: Setting<string>;
  readonly stopSignal: Setting<string>;
  /** `["NONE"]`, `["CMD", …]` or `["CMD-SHELL", script]`, then the options as `interval=30s`. */
  readonly healthCheck: Setting<readonly string[]>;
  readonly shell: Setting<readonly string[]>;
  /** By name, in the order in which they are set. Those of the base are not there. */
  readonly environment: ReadonlyMap<string, Setting<string>>;
  readonly labels: ReadonlyMap<string, Setting<string>>;
  /** `3000/tcp`, one each. */
  readonly ports: ReadonlyMap<string, Setting<string>>;
  readonly volumes: ReadonlyMap<string, Setting<string>>;
  /** The triggers as they are written. */
  readonly onBuild: readonly Setting<string>[];
}

export interface ConfigurationOptions {
  /** Name or number of the stage; the last one unless given. */
  readonly target?: string | undefined;
  /**
   * All build arguments of the build: an ARG without a default and not among them is then empty. Unless given,
   * such an ARG is unknown.
   */
  readonly args?: Readonly<Record<string, string>> | undefined;
}

const scratchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const defaultShell: readonly string[] = ['/bin/sh', '-c'];

/** @returns undefined when the file has no stage, or none of the target's name */
export function imageConfiguration(
  dockerfile: Dockerfile,
  { target, args }: ConfigurationOptions = {},
): ImageConfiguration | undefined {
  const globals = globalVariables(dockerfile, args);
  const chain = stagesTo(dockerfile, { target, args }, globals);
  const [first] = chain;
  if (!first) return undefined;
  const base = globals.expand(first.from.words[0]?.raw ?? '');
  const image = new OpenImage(base, placeOf(first.from), dockerfile.text);
  for (const each of chain) image.enter(each, new Variables(dockerfile, args, globals));
  return image;
}

/** The stage that a build for this target ends with. */
function stageOf({ stages }: Dockerfile, target: string | undefined): Stage | undefined {
  if (target === undefined) return stages.at(-1);
  const name = target.toLowerCase();
  return (
    stages.findLast((stage) => stage.name?.value.toLowerCase() === name) ??
    (/^\d+$/.test(target) ? stages[Number(target)] : undefined)
  );
}

/** The stage of the target and those that it is built on, the first one first; empty when there is no such stage. */
export function stagesTo(
  dockerfile: Dockerfile,
  { target, args }: ConfigurationOptions,
  globals = globalVariables(dockerfile, args),
): readonly Stage[] {
  const { stages } = dockerfile;
  const chain: Stage[] = [];
  for (let at = stageOf(dockerfile, target); at; ) {
    chain.push(at);
    const { parent, from, index }: Stage = at;
    // Only a name that is made of variables is unknown to the parser.
    const name: string | null | undefined =
      parent || !from.words[0]?.value.includes('$') ? undefined : globals.expand(from.words[0].raw).value;
    at =
      parent ??
      (name
        ? stages.slice(0, index).findLast((each) => each.name?.value.toLowerCase() === name.toLowerCase())
        : undefined);
  }
  return chain.reverse();
}

const unset = { value: undefined, text: '', args: [], onBase: false, place: undefined } as const;
const ofBase = { value: null, text: '⟨base⟩', args: [], onBase: true, place: undefined } as const;

/** An image in the making; the fields change as instructions come. */
class OpenImage implements ImageConfiguration {
  readonly base: Text;
  readonly basePlace: Place;
  entrypoint: Setting<readonly string[]>;
  command: Setting<readonly string[]>;
  user: Setting<string>;
  workingDirectory: Setting<string>;
  stopSignal: Setting<string>;
  healthCheck: Setting<readonly string[]>;
  shell: Setting<readonly string[]>;
  readonly environment = new Map<string, Setting<string>>();
  readonly labels = new Map<string, Setting<string>>();
  readonly ports = new Map<string, Setting<string>>();
  readonly volumes = new Map<string, Setting<string>>();
  onBuild: readonly Setting<string>[] = [];
  readonly #source: string;
  #triggers: Instruction[] = [];
  #commandInStage = false;

  constructor(base: Text, place: Place, source: string) {
    this.#source = source;
    this.base = base;
    this.basePlace = place;
    const start = base.value === 'scratch' ? unset : ofBase;
    this.entrypoint = start;
    this.command = start;
    this.user = start;
    this.stopSignal = start;
    this.healthCheck = start;
    this.shell = start;
    this.workingDirectory = start === unset ? { ...unset, value: '/', text: '/' } : ofBase;
    if (start === unset) this.environment.set('PATH', { ...plain(scratchPath), place: undefined });
  }

  enter(stage: Stage, variables: Variables): void {
    if (this.base.value !== 'scratch') variables.openBase();
    for (const [name, setting] of this.environment) variables.set(name, textOf(setting));
    this.#commandInStage = false;
    const triggers = this.#triggers;
    this.#triggers = [];
    this.onBuild = [];
    for (const trigger of triggers) this.#take(trigger, variables);
    for (const instruction of stage.instructions) this.#take(instruction, variables);
  }

  #take(instruction: Instruction, variables: Variables): void {
    const place = placeOf(instruction);
    const raw = instruction.words[0]?.raw ?? '';
    switch (instruction.keyword) {
      case 'ARG':
        variables.takeArg(instruction);
        break;
      case 'ENV':
        this.#takePairs(instruction, this.environment, variables);
        for (const [name, setting] of this.environment) {
          if (setting.place?.range === instruction.range) variables.set(name, textOf(setting));
        }
        break;
      case 'LABEL':
        this.#takePairs(instruction, this.labels, variables);
        break;
      case 'EXPOSE':
        for (const { raw } of instruction.words) this.#takePorts(variables.expand(raw), place);
        break;
      case 'VOLUME':
        for (const { raw } of instruction.words) {
          const volume = variables.expand(raw);
          this.volumes.set(volume.text, { ...volume, place });
        }
        break;
      case 'USER':
        this.user = { ...variables.expand(raw), place };
        break;
      case 'WORKDIR':
        this.workingDirectory = { ...workingDirectoryAfter(this.workingDirectory, variables.expand(raw)), place };
        break;
      case 'STOPSIGNAL':
        this.stopSignal = { ...variables.expand(raw), place };
        break;
      case 'HEALTHCHECK':
        this.healthCheck = list(healthCheckOf(instruction), place);
        break;
      case 'SHELL':
        if (instruction.command?.form === 'exec') this.shell = this.#inShell(instruction.command, place);
        break;
      case 'CMD':
        this.#commandInStage = true;
        this.command = this.#inShell(instruction.command, place);
        break;
      case 'ENTRYPOINT':
        this.entrypoint = this.#inShell(instruction.command, place);
        // The command that came with the base was made for another entry point.
        if (!this.#commandInStage) this.command = { ...unset, place };
        break;
      case 'ONBUILD':
        if (instruction.trigger) {
          this.#triggers.push(instruction.trigger);
          this.onBuild = [...this.onBuild, { ...plain(this.#written(instruction.trigger)), place }];
        }
        break;
    }
  }

  #takePairs(instruction: Instruction, into: Map<string, Setting<string>>, variables: Variables): void {
    const place = placeOf(instruction);
    // All of a line are expanded before any of them counts.
    const pairs = instruction.pairs.map(({ name, value }) => ({
      name: variables.expand(name.raw).text,
      value: variables.expand(value?.raw ?? ''),
    }));
    for (const { name, value } of pairs) into.set(name, { ...value, place });
  }

  #takePorts(ports: Text, place: Place): void {
    for (const text of ports.text.split(/\s+/)) {
      if (text === '') continue;
      if (ports.value === null) this.ports.set(text, { ...ports, text, place });
      else for (const port of portsIn(text)) this.ports.set(port, { ...ports, value: port, text: port, place });
    }
  }

  /** On one line. */
  #written({ range }: Instruction): string {
    return this.#source.slice(range.start, range.end).replace(/\s+/g, ' ');
  }

  #inShell(command: Command | undefined, place: Place): Setting<readonly string[]> {
    if (!command) return list([], place);
    if (command.form === 'exec')
      return list(
        command.arguments.map(({ value }) => value),
        place,
      );
    return list([...(this.shell.value ?? defaultShell), command.script.text], place);
  }
}

function textOf({ value, text, args, onBase }: Setting<string>): Text {
  return { value: value ?? null, text, args, onBase };
}

function placeOf({ range, line }: Instruction): Place {
  return { range, line };
}

function list(value: readonly string[], place: Place): Setting<readonly string[]> {
  return { value, text: JSON.stringify(value), args: [], onBase: false, place };
}
