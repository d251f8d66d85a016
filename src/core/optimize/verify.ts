import type { Dockerfile } from '../dockerfile/model.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import { parseShell } from '../dockerfile/shell.ts';
import { type ImageConfiguration, imageConfiguration } from '../image/configuration.ts';
import { compareConfigurations } from '../image/configuration-comparison.ts';
import { lineWhereHadolintStops } from '../lint/compat/reads.ts';
import type { Finding } from '../lint/finding.ts';
import type { ContextFiles } from './context.ts';
import { type BuildModel, buildModel } from './model/build-model.ts';

/** A text on the way from the file as it is to the file as it could be, with what is known of it. */
export class Draughted {
  readonly text: string;
  readonly dockerfile: Dockerfile;
  readonly #context: ContextFiles | undefined;
  #model: BuildModel | undefined;
  #configuration: ImageConfiguration | undefined;
  #stopsHadolint: boolean | undefined;

  constructor(text: string, context: ContextFiles | undefined) {
    this.text = text;
    this.dockerfile = parseDockerfile(text);
    this.#context = context;
  }

  get model(): BuildModel | undefined {
    this.#model ??= buildModel(this.dockerfile, this.#context);
    return this.#model;
  }

  get findings(): readonly Finding[] {
    return this.model?.findings ?? [];
  }

  /** Whether the linter that many people have in CI gives up on it. */
  get stopsHadolint(): boolean {
    this.#stopsHadolint ??= lineWhereHadolintStops(this.text) !== undefined;
    return this.#stopsHadolint;
  }

  get configuration(): ImageConfiguration | undefined {
    this.#configuration ??= imageConfiguration(this.dockerfile);
    return this.#configuration;
  }
}

export interface Allowance {
  /** Whether the image has to say of itself what it said before. */
  readonly isSafe: boolean;
  /** Fields of the configuration that are meant to change. */
  readonly changes: ReadonlySet<string>;
}

/**
 * What is wrong with a rewritten file, as the end of the sentence “It …”; undefined where nothing is. The file
 * has to parse, its scripts have to be shell where they were, no code may be reported that was not before, and
 * the image must say of itself what it said.
 */
export function faultOf(before: Draughted, after: Draughted, { isSafe, changes }: Allowance): string | undefined {
  const [problem] = [...after.dockerfile.problems, ...after.dockerfile.refusals];
  if (problem) return `would not be read by the builder: ${problem.message}`;
  if (unreadable(after.dockerfile) > unreadable(before.dockerfile)) return 'would leave a RUN that no shell can read';
  if (!before.stopsHadolint && after.stopsHadolint) return 'would not be read by hadolint any more';
  const known = new Set(before.findings.map(({ code }) => code));
  const fresh = after.findings.find(({ code }) => !known.has(code));
  if (fresh) {
    const line = after.dockerfile.lines.positionAt(fresh.range.start).line + 1;
    return `would bring a finding of its own, ${fresh.code} at line ${line}: ${fresh.message}`;
  }
  if (!before.configuration || !after.configuration) return undefined;
  for (const { field, name, kind, before: was, after: is } of compareConfigurations(
    before.configuration,
    after.configuration,
  )) {
    if (changes.has(field) || (!isSafe && (kind === 'unknown' || field === 'base'))) continue;
    return `would change the ${field}${name === undefined ? '' : ` ${name}`} of the image from ${was ?? 'nothing'} to ${is ?? 'nothing'}`;
  }
  return undefined;
}

function unreadable({ instructions }: Dockerfile): number {
  return instructions.filter((instruction) => instruction.keyword === 'RUN' && !parseShell(instruction).parsed).length;
}
