import { mountOptions } from '../../dockerfile/mounts.ts';
import type { Range } from '../../text.ts';
import { dottedRegistry } from '../image-names.ts';
import { type Context, defineRule } from '../rule.ts';

const summary = 'Take images from a registry that the configuration trusts';

export const trustedRegistry = defineRule({
  code: 'DL3026',
  severity: 'error',
  fix: { none: 'the image has to be found in another registry first' },
  summary,
  // Names of the stages so far.
  perFile: () => new Set<string>(),
  on: {
    FROM: (_, context) => {
      const { inFile: names, stage } = context;
      if (stage?.image) judge([{ image: stage.image.text, range: stage.image.range }], context);
      if (stage?.name) names.add(stage.name.value);
    },
    COPY: ({ flags }, context) => {
      const from = flags.find(({ name }) => name === 'from');
      if (from?.value) judge([{ image: from.value, range: from.valueRange ?? from.range }], context);
    },
    RUN: ({ flags }, context) => {
      if (context.configuration.trustedRegistries.length === 0) return;
      const mounts = flags.filter(({ name }) => name === 'mount');
      judge(
        mounts.flatMap(({ value = '', range, valueRange = range }) => {
          const options = mountOptions(value);
          const type = options.find(({ key }) => key === 'type')?.value ?? 'bind';
          const image = options.find(({ key }) => key === 'from')?.value;
          if (!image || (type !== 'bind' && type !== 'cache')) return [];
          return { image, range: within(context.dockerfile.text, valueRange, image) };
        }),
        context,
      );
    },
  },
});

interface Use {
  readonly image: string;
  readonly range: Range;
}

/** What an instruction uses becomes one finding, as in hadolint. */
function judge(uses: readonly Use[], { configuration, inFile: names, report }: Context<ReadonlySet<string>>): void {
  const trusted = configuration.trustedRegistries;
  if (trusted.length === 0) return;
  const wrong = uses.filter(({ image }) => image !== 'scratch' && !names.has(image) && !isTrusted(image, trusted));
  const [first, ...others] = wrong.map(({ image, range }) => ({
    range,
    message: `${summary}, which ${dottedRegistry(image) ?? 'docker.io'} is not`,
  }));
  if (first) report(first, { message: first.message, ...(others.length > 0 && { related: others }) });
}

function isTrusted(image: string, trusted: readonly string[]): boolean {
  const registry = dottedRegistry(image);
  const candidates = registry === undefined ? ['docker.io', 'hub.docker.com'] : [registry];
  return candidates.some((candidate) => trusted.some((pattern) => fits(candidate, pattern)));
}

/** Where an image stands in the options of a mount. */
function within(text: string, range: Range, image: string): Range {
  const start = text.slice(range.start, range.end).search(/(?<=from=)/i) + range.start;
  return text.startsWith(image, start) ? { start, end: start + image.length } : range;
}

/** `*` allows everything, and at one end of a pattern whatever stands there. */
function fits(registry: string, pattern: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return registry.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return registry.startsWith(pattern.slice(0, -1));
  return registry === pattern;
}
