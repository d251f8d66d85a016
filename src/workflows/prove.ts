import type { BuildStep, Engine } from '../adapters/docker/contract.ts';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import { isUserFacing, type UserFacingError } from '../core/errors.ts';
import { imageLayers, type StoredImage } from '../core/image/layers.ts';
import { type BuiltSide, type ComparedBuilds, compareBuilds } from '../core/proof/images.ts';
import type { BuildSeconds, ProofReport, ProofSide } from '../core/proof/model.ts';
import { compareStarts, type Observed } from '../core/proof/start-comparison.ts';
import { compareTexts } from '../core/proof/texts.ts';
import { ProofRecord } from '../core/proof/verdict.ts';
import { build } from './build.ts';
import { type ContextFile, contextAfterEdit, contextWith } from './prove/contexts.ts';
import { LeftBehind, proofLabel } from './prove/left-behind.ts';
import { refusalOf } from './prove/parse.ts';
import { isHere, observeStart, type StartWish } from './prove/start.ts';
import type { Run } from './run.ts';

export interface ProvePorts {
  readonly engine: Pick<
    Engine,
    'build' | 'inspectImage' | 'version' | 'endpoint' | 'removeImage' | 'readImage' | 'containers'
  >;
}

export interface ProveInput {
  /** Folder that COPY reads from; absolute. */
  readonly context: string;
  readonly before: { readonly path: string; readonly text: string };
  readonly after: {
    readonly path: string;
    readonly text: string;
    /** What is written beside it, such as `.dockerignore`; the person's folder stays as it is. */
    readonly files?: readonly ContextFile[];
  };
  readonly target?: string | undefined;
  readonly args?: Readonly<Record<string, string>>;
  readonly platform?: string | undefined;
  /** Fields of the configuration that are meant to change: `user`, `command` …; they are told and not held against it. */
  readonly mayChange?: readonly string[];
  readonly start?: StartWish;
  /** A file of the context, by its path there: how long a build takes after it has changed is measured. */
  readonly sourceChange?: string | undefined;
  /** Whether to measure: builds without cache, once more with it, and after the change. True unless given. */
  readonly measure?: boolean;
}

type SideName = 'before' | 'after';

/**
 * Builds two Dockerfiles and finds out whether they make the same image: what the images say of themselves, their
 * files, what their programs need, and what they do when they are started. Nothing stays on the engine but its cache.
 * @throws UserFacingError `no-context`, `unreadable-context`, `no-source`, `engine-lost`, `engine-refused`;
 *   CancelledError. A Dockerfile that cannot be built is no error: the report says so.
 */
export async function prove({ engine }: ProvePorts, input: ProveInput, run: Run): Promise<ProofReport> {
  const left = new LeftBehind(engine);
  try {
    return await new Proof(engine, input, run, left).report();
  } finally {
    await left.remove();
  }
}

interface Built {
  readonly tag: string;
  readonly image: StoredImage;
  readonly seconds: number;
}

class Proof {
  readonly #engine: ProvePorts['engine'];
  readonly #input: ProveInput;
  readonly #run: Run;
  readonly #left: LeftBehind;
  readonly #record = new ProofRecord();

  constructor(engine: ProvePorts['engine'], input: ProveInput, run: Run, left: LeftBehind) {
    this.#engine = engine;
    this.#input = input;
    this.#run = run;
    this.#left = left;
  }

  async report(): Promise<ProofReport> {
    if (!(await this.#parse())) return this.#ended();
    this.#compareTexts();
    const { context, after } = this.#input;
    const contexts = { before: context, after: await contextWith(context, after.files ?? [], this.#left) };
    const before = await this.#build('before', contexts.before);
    const other = before && (await this.#build('after', contexts.after, before.image));
    if (!before || !other) return this.#ended();
    this.#record.rung('build', 'same', 'Both are built.');

    const compared = this.#compare(before, other);
    const starts = await this.#start(before, other);
    const seconds = {
      before: await this.#measure('before', contexts.before, before),
      after: await this.#measure('after', contexts.after, other),
    };
    const sides = {
      before: this.#side('before', seconds.before, before.image, starts?.before),
      after: this.#side('after', seconds.after, other.image, starts?.after),
    };
    return this.#record.report(compared.files, sides, this.#measures ? this.#input.sourceChange : undefined);
  }

  /** @returns false when it ends here */
  async #parse(): Promise<boolean> {
    const { before, after, args = {} } = this.#input;
    this.#say('parse', 'Having the engine read both Dockerfiles');
    const refused = {
      before: await refusalOf(this.#engine, before, args, this.#left, this.#run),
      after: await refusalOf(this.#engine, after, args, this.#left, this.#run),
    };
    if (refused.before) {
      this.#record.doubt('parse', `The engine does not read the first Dockerfile: ${refused.before.says}`);
    } else if (refused.after) {
      this.#record.differ({
        rung: 'parse',
        what: refused.after.says,
        where: after.path,
        before: undefined,
        after: undefined,
        beforeLine: undefined,
        afterLine: refused.after.line,
      });
    } else this.#record.rung('parse', 'same', 'The engine reads both.');
    return !refused.before && !refused.after;
  }

  #compareTexts(): void {
    const { before, after, target, args = {}, mayChange = [] } = this.#input;
    const [a, b] = [parseDockerfile(before.text), parseDockerfile(after.text)];
    const { rung, state, says } = compareTexts(a, b, { target, args }, new Set(mayChange));
    this.#record.rung(rung, state, says);
  }

  /** @returns undefined when it cannot be built, which the record then says */
  async #build(side: SideName, context: string, known?: StoredImage): Promise<Built | undefined> {
    const { path } = this.#input[side];
    const tag = this.#left.image(side);
    const once = () => this.#buildOnce(side, context, tag, !this.#measures);
    let seconds: number;
    try {
      // A network that fails is no difference: what was built before gets a second try.
      ({ seconds } = await once().catch((error) => {
        if (side === 'before' || !isFailedBuild(error)) throw error;
        return once();
      }));
    } catch (error) {
      if (!isFailedBuild(error)) throw error;
      const isMissingBase = / cannot be pulled: /.test(error.message);
      if (side === 'before' || isMissingBase) {
        this.#record.doubt(
          'build',
          `${side === 'before' ? 'The first' : 'The second'} Dockerfile cannot be built here: ${error.message}`,
        );
      } else {
        this.#record.differ({
          rung: 'build',
          what: error.message,
          where: path,
          before: 'it is built',
          after: undefined,
          beforeLine: undefined,
          afterLine: error.location?.line,
        });
      }
      return undefined;
    }
    const image = await this.#engine.readImage(
      tag,
      {
        known,
        listener: (bytes) =>
          this.#run.report({ message: `Reading the image ${side}`, phase: 'prove.read', done: bytes, unit: 'bytes' }),
      },
      this.#run.signal,
    );
    if (!image) throw new Error(`the engine lost ${tag} right after it was built`);
    return { tag, image, seconds };
  }

  #buildOnce(
    side: SideName,
    context: string,
    tag: string,
    cache: boolean,
  ): Promise<{ readonly seconds: number; readonly steps: readonly BuildStep[] }> {
    const { target, args = {}, platform } = this.#input;
    const { path, text } = this.#input[side];
    const run: Run = {
      signal: this.#run.signal,
      report: (event) =>
        this.#run.report({ ...event, phase: `prove.${event.phase}`, message: `${labels[side]}: ${event.message}` }),
    };
    const input = {
      context,
      dockerfile: path,
      text,
      target,
      args,
      platform,
      tags: [tag],
      labels: this.#left.labels,
      cache,
    };
    return build({ engine: this.#engine }, input, run);
  }

  #compare(before: Built, after: Built): ComparedBuilds {
    this.#say('compare', 'Comparing the files of both images');
    const { mayChange = [] } = this.#input;
    const compared = compareBuilds(this.#built('before', before), this.#built('after', after), {
      mayChange: new Set(mayChange),
      ownLabel: proofLabel,
    });
    this.#record.take(compared);
    return compared;
  }

  #built(side: SideName, { image }: Built): BuiltSide {
    const { target, args = {} } = this.#input;
    return { image, dockerfile: parseDockerfile(this.#input[side].text), options: { target, args } };
  }

  async #start(before: Built, after: Built): Promise<Readonly<Record<SideName, Observed>> | undefined> {
    const { start = {}, mayChange = [] } = this.#input;
    if (!isHere(this.#engine.endpoint.url)) {
      this.#record.doubt('start', 'The engine runs on another machine, whose ports cannot be asked from here.');
      return undefined;
    }
    const observe = (side: SideName, { tag, image }: Built) => {
      this.#say('start', `Starting the image ${side}`);
      return observeStart(this.#engine, tag, image.configuration, start, this.#left, this.#run.signal);
    };
    const starts = { before: await observe('before', before), after: await observe('after', after) };
    this.#record.takeStarts(
      compareStarts(starts.before, starts.after, {
        namesCommand: start.command !== undefined,
        mayChange: new Set(mayChange),
      }),
    );
    return starts;
  }

  async #measure(side: SideName, context: string, { seconds: cold }: Built): Promise<BuildSeconds> {
    if (!this.#measures) return { cold: undefined, warm: undefined, sourceChange: undefined };
    const { seconds: warm } = await this.#buildOnce(side, context, this.#left.image(`${side}-warm`), true);
    const { sourceChange } = this.#input;
    if (sourceChange === undefined) return { cold, warm, sourceChange: undefined };
    return { cold, warm, sourceChange: await this.#rebuild(side, context, sourceChange) };
  }

  /** @returns seconds; undefined where the build takes offence at lines that are empty, which the record then says */
  async #rebuild(side: SideName, context: string, source: string): Promise<number | undefined> {
    const edited = await contextAfterEdit(context, source, this.#left);
    try {
      const { seconds } = await this.#buildOnce(side, edited, this.#left.image(`${side}-edited`), true);
      return seconds;
    } catch (error) {
      if (!isFailedBuild(error)) throw error;
      this.#record.note(`With empty lines at the end of ${source}, ${side} is not built: ${error.message}`);
      return undefined;
    }
  }

  #side(side: SideName, seconds: BuildSeconds, image?: StoredImage, start?: Observed): ProofSide {
    const { target, args = {} } = this.#input;
    const { path, text } = this.#input[side];
    const layers = image && imageLayers(image, { dockerfile: parseDockerfile(text), options: { target, args } });
    return {
      dockerfile: path,
      size: layers?.size,
      layers: layers?.layers.map(({ createdBy, line, size }) => ({ instruction: createdBy, line, bytes: size })) ?? [],
      seconds,
      start: start && {
        state: start.state,
        seconds: start.seconds,
        status: start.status,
        exitCode: start.exitCode,
        userIds: start.userIds,
        stop: start.stop,
      },
    };
  }

  #ended(): ProofReport {
    const unmeasured = { cold: undefined, warm: undefined, sourceChange: undefined };
    const sides = { before: this.#side('before', unmeasured), after: this.#side('after', unmeasured) };
    return this.#record.report({ same: 0, removed: [], added: [], changed: [] }, sides);
  }

  get #measures(): boolean {
    return this.#input.measure ?? true;
  }

  #say(phase: string, message: string): void {
    this.#run.report({ message, phase: `prove.${phase}` });
  }
}

function isFailedBuild(error: unknown): error is UserFacingError {
  return isUserFacing(error) && error.code === 'build-failed';
}

const labels = { before: 'Before', after: 'After' } as const;
