import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../adapters/docker/contract.ts';
import { parseDockerfile } from '../core/dockerfile/parse.ts';
import { isUserFacing } from '../core/errors.ts';
import type { Finding } from '../core/lint/finding.ts';
import { complaintIn } from '../core/pins/complaint.ts';
import { missingTool } from '../core/pins/manager.ts';
import { pinsFor, planPins, type Question, type Unpinned } from '../core/pins/plan.ts';
import type { TextEdit } from '../core/text.ts';
import { build } from './build.ts';
import { LeftBehind } from './prove/left-behind.ts';
import type { Run } from './run.ts';

export interface PinPorts {
  readonly engine: Pick<Engine, 'build' | 'inspectImage' | 'version' | 'removeImage' | 'containers'>;
}

export interface PinInput {
  /** Of the Dockerfile. */
  readonly text: string;
  /** Of this very text; those that name no packages are passed over. */
  readonly findings: readonly Finding[];
}

export interface PinnedPackages {
  /** A version behind each package that has one. */
  readonly edits: readonly TextEdit[];
  /** Packages that stay as they are. */
  readonly left: readonly Unpinned[];
}

/** On every image and container of it. */
const label = 'quayside.pin';

/** How long one package manager may take to fetch its lists and answer. */
const patience = 180_000;

/**
 * The versions that packages would be installed in today, asked of the package manager of their base image, in a
 * container that is gone afterwards. Nothing of the Dockerfile is run.
 * @throws UserFacingError `engine-lost`, `engine-refused`; CancelledError. A base image that cannot be had, or a
 *   package that nobody knows, is no error: it is left as it is, with the reason.
 */
export async function pinPackages(
  { engine }: PinPorts,
  { text, findings }: PinInput,
  run: Run,
): Promise<PinnedPackages> {
  const { questions, left } = planPins(parseDockerfile(text), findings);
  const behind = new LeftBehind(engine, label);
  const asking = new Asking(engine, behind, run, questions.length);
  const answers: PinnedPackages[] = [{ edits: [], left }];
  try {
    for (const question of questions) answers.push(await asking.ask(question));
  } finally {
    if (questions.length > 0) await behind.remove();
  }
  return { edits: answers.flatMap(({ edits }) => edits), left: answers.flatMap((one) => one.left) };
}

/** The name of an image on the engine, or why there is none. */
type Base = { readonly tag: string } | { readonly why: string };

/** The questions of one call, one after the other. */
class Asking {
  readonly #engine: PinPorts['engine'];
  readonly #behind: LeftBehind;
  readonly #run: Run;
  readonly #total: number;
  /** By image and platform. */
  readonly #bases = new Map<string, Base>();
  #done = 0;

  constructor(engine: PinPorts['engine'], behind: LeftBehind, run: Run, total: number) {
    this.#engine = engine;
    this.#behind = behind;
    this.#run = run;
    this.#total = total;
  }

  async ask(question: Question): Promise<PinnedPackages> {
    const { image, manager, packages } = question;
    const base = await this.#base(question);
    const message = `Asking ${manager.name} in ${image}`;
    const counted = { done: this.#done++, total: this.#total, unit: 'steps' } as const;
    if (!('why' in base)) this.#run.report({ phase: 'pin', message, ...counted });
    const answer = 'why' in base ? base : await this.#answer(base.tag, question);
    if ('why' in answer) return { edits: [], left: packages.map(({ name }) => ({ name, why: answer.why })) };
    const versions = manager.versionsIn(answer.stdout);
    return pinsFor(question, versions, versions.size === 0 ? complaintIn(answer.stderr) : undefined);
  }

  async #base(question: Question): Promise<Base> {
    const key = `${question.image} ${question.platform}`;
    const base = this.#bases.get(key) ?? (await this.#build(question));
    this.#bases.set(key, base);
    return base;
  }

  /** As a build would have it, pulled where it has to be, under a name that goes afterwards. */
  async #build({ image, platform }: Question): Promise<Base> {
    const { labels } = this.#behind;
    const tag = this.#behind.image(`${this.#bases.size}`);
    const message = `Looking for ${image}`;
    const run: Run = {
      signal: this.#run.signal,
      report: (event) => this.#run.report(event.phase === 'build.pull' ? event : { phase: 'pin', message }),
    };
    try {
      const context = this.#behind.folder(await mkdtemp(join(tmpdir(), 'quayside-pin-')));
      const input = { context, text: `FROM ${image}\n`, platform, tags: [tag], labels };
      await build({ engine: this.#engine }, input, run);
      return { tag };
    } catch (error) {
      if (!isUserFacing(error) || error.code !== 'build-failed') throw error;
      return { why: error.message.replace(/\.$/, '') };
    }
  }

  async #answer(
    tag: string,
    { environment, image, manager, packages }: Question,
  ): Promise<{ readonly stdout: string; readonly stderr: string } | { readonly why: string }> {
    const limit = AbortSignal.timeout(patience);
    const signal = AbortSignal.any([this.#run.signal, limit]);
    try {
      const started = await this.#engine.containers.start(
        {
          image: tag,
          entryPoint: ['/bin/sh', '-c', manager.script, 'sh'],
          command: [...new Set(packages.map(({ name }) => name))],
          user: '0',
          environment: { LC_ALL: 'C', ...environment },
          publish: [],
          labels: this.#behind.labels,
          hosts: {},
        },
        signal,
      );
      if (!started.started) return { why: `nothing can be asked in ${image}: ${started.why}` };
      const exitCode = await started.container.ended(signal);
      if (exitCode === missingTool) {
        return { why: `${image} has no ${environment.QUAYSIDE_TOOL}, and what earlier steps bring is not looked at` };
      }
      return await started.container.output(signal);
    } catch (error) {
      if (limit.aborted && !this.#run.signal.aborted) {
        return { why: `${manager.name} in ${image} gave no answer within ${patience / 60_000} minutes` };
      }
      throw error;
    }
  }
}
