import type { BaseImage } from '../model/base-image.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Step } from '../model/steps.ts';

/** Who runs a RUN, and where the files of that user lie. */
export interface Runner {
  readonly home: string;
  /** Undefined for root, who may write anywhere. */
  readonly uid: number | undefined;
  /** The image that the stage, or the one that it is built on, begins with. */
  readonly base: BaseImage;
}

/** Official images in which everything is run by root unless USER says otherwise. */
const runByRoot = new Set(
  'golang rust node python pypy ruby php composer maven gradle eclipse-temurin openjdk amazoncorretto debian ubuntu alpine gcc buildpack-deps sdk aspnet runtime runtime-deps fedora amazonlinux almalinux rockylinux swift elixir erlang perl'.split(
    ' ',
  ),
);

/** @returns undefined where nobody can tell from the file */
export function runnerOf(step: Step, stage: StageModel): Runner | undefined {
  let root = stage;
  while (root.parent) root = root.parent;
  const { base } = root;
  if (!base?.isOfficial || !runByRoot.has(base.name) || /nonroot|rootless|chiseled|extra/.test(base.tag ?? ''))
    return undefined;
  // The first releases of this image had a user of their own.
  if (base.name === 'gradle' && Number(base.version?.split('.')[0] ?? 99) < 6) return undefined;
  if (step.variables.has('HOME')) return undefined;
  const user = step.user?.replace(/:.*$/, '');
  if (user === undefined || user === 'root' || user === '0') return { home: '/root', uid: undefined, base };
  if (base.name === 'node' && (user === 'node' || user === '1000')) return { home: '/home/node', uid: 1000, base };
  return undefined;
}
