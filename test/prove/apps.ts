// Draws real applications that can be built here, builds each as it is and hands it to what proves its rewrite.
import { type Application, readApplications } from './applications.ts';
import { provideBases, withoutSyntax } from './bases.ts';
import { type BuildOutcome, buildImage, forgetCaches } from './client.ts';
import { drawnOrder } from './draw.ts';
import type { ProvingEngine } from './engine.ts';

export const DEFAULT_SEED = 20;
export const DEFAULT_COUNT = 24;

export interface DrawnApplication {
  readonly application: Application;
  /** The name of the image that its own Dockerfile made, in the engine until the visit is over. */
  readonly image: string;
  readonly before: BuildOutcome;
}

export interface Draw {
  readonly seed: number;
  readonly count: number;
  /** Says what was drawn and what became of it. */
  readonly report: (line: string) => void;
}

/** An application that was drawn and cannot be built as it is. */
export interface Unbuilt {
  readonly application: Application;
  readonly reason: string;
}

/**
 * Goes through the convertible applications in the order that the seed gives, one of each ecosystem in turn, until
 * `count` of them were built as they are and visited. One whose images cannot be had, that does not build or that
 * takes more than ten minutes is named and the next one of its ecosystem is drawn.
 */
export async function visitDrawn(
  engine: ProvingEngine,
  { seed, count, report }: Draw,
  visit: (drawn: DrawnApplication) => Promise<void>,
): Promise<readonly Unbuilt[]> {
  const convertible = (await readApplications()).filter(({ isConvertible }) => isConvertible);
  const order = drawnOrder(convertible, ({ ecosystem }) => ecosystem, seed);
  report(`Seed ${seed}: ${count} of ${order.length} convertible applications, one of each ecosystem in turn.`);
  const unbuilt: Unbuilt[] = [];
  let visited = 0;
  for (const application of order) {
    if (visited === count) break;
    const image = `quayside-prove:${visited}`;
    const before = await buildAsItIs(engine, application, image);
    if (before.ok) {
      visited++;
      report(`${visited}/${count} ${application.name}: built in ${before.seconds.toFixed(1)} s`);
      try {
        await visit({ application, image, before });
      } finally {
        await engine.docker.getImage(image).remove({ force: true });
      }
    } else {
      unbuilt.push({ application, reason: before.reason });
      report(`drawn again for ${application.name}: ${before.reason}`);
    }
    if (engine.isOwn && before.seconds > 0) await forgetCaches(engine.client);
  }
  return unbuilt;
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
