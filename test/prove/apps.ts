// Draws real applications that can be built here, builds each as it is and hands it to what proves its rewrite.
import { type Application, readApplications } from './applications.ts';
import { provideBases, withoutSyntax } from './bases.ts';
import { type BuildOutcome, buildImage, forgetCaches } from './client.ts';
import { drawnOrder } from './draw.ts';
import type { ProvingEngine } from './engine.ts';

export const DEFAULT_SEED = 20;
export const DEFAULT_COUNT = 24;

export interface Draw {
  readonly seed: number;
  readonly count: number;
  /** Ecosystems to draw from; all unless given. */
  readonly only?: readonly string[] | undefined;
  /** Says what was drawn and what became of it. */
  readonly report: (line: string) => void;
  /**
   * What is known before anything is built: that it was visited in an earlier run, or why another one is to be drawn.
   * Undefined has it built.
   */
  readonly known: (application: Application) => 'visited' | Refusal | undefined;
}

/** An application that was drawn and is not visited. */
export interface Refusal {
  readonly reason: string;
  readonly timedOut: boolean;
}

export interface Visitor {
  /** Its build is in the builder's cache, unless it was visited before. */
  visit(application: Application): Promise<void>;
  refuse(application: Application, refusal: Refusal): Promise<void>;
}

/**
 * Goes through the convertible applications in the order that the seed gives, one of each ecosystem in turn, until
 * `count` of them were built as they are and visited. One whose images cannot be had, that does not build or that
 * takes more than ten minutes is named and the next one is drawn.
 */
export async function visitDrawn(engine: ProvingEngine, draw: Draw, visitor: Visitor): Promise<void> {
  const { seed, count, only, report, known } = draw;
  const convertible = (await readApplications()).filter(({ isConvertible }) => isConvertible);
  const order = drawnOrder(convertible, ({ ecosystem }) => ecosystem, seed).filter(
    ({ ecosystem }) => only?.includes(ecosystem) ?? true,
  );
  report(`Seed ${seed}: ${count} of ${order.length} convertible applications, one of each ecosystem in turn.`);
  let visited = 0;
  for (const application of order) {
    if (visited === count) break;
    const before = known(application) ?? (await buildOnce(engine, application));
    if (before !== 'visited' && 'reason' in before) {
      report(`drawn again for ${application.name}: ${before.reason}`);
      await visitor.refuse(application, before);
    } else {
      visited++;
      report(
        `${visited}/${count} ${application.name}: ${before === 'visited' ? before : `built in ${before.seconds} s`}`,
      );
      await visitor.visit(application);
    }
    if (engine.isOwn && before !== 'visited') await forgetCaches(engine.client);
  }
}

/** Leaves nothing but what the builder keeps in its cache. */
async function buildOnce(engine: ProvingEngine, application: Application): Promise<{ seconds: number } | Refusal> {
  const image = 'quayside-prove:as-it-is';
  const { ok, seconds, reason, timedOut } = await buildAsItIs(engine, application, image);
  if (!ok) return { reason: reason || 'The build failed without a word.', timedOut };
  await engine.docker.getImage(image).remove({ force: true });
  return { seconds: Math.round(seconds) };
}

/** Builds an application with the Dockerfile that its authors wrote. A base image that is missing is a failed build. */
export async function buildAsItIs(
  { client, docker }: ProvingEngine,
  { text, context, dockerfile }: Application,
  tag: string,
): Promise<BuildOutcome> {
  const missing = await provideBases(docker, text).catch((error: Error) => [error.message]);
  if (missing.length > 0) return { ok: false, seconds: 0, reason: missing.join(' '), timedOut: false };
  return await buildImage(client, { context, dockerfile, text: withoutSyntax(text), tag });
}
