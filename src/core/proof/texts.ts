/** What two Dockerfiles say of their images, before anything is built. */
import type { Dockerfile } from '../dockerfile/model.ts';
import { type ConfigurationOptions, type ImageConfiguration, imageConfiguration } from '../image/configuration.ts';
import { type ConfigurationDifference, compareConfigurations } from '../image/configuration-comparison.ts';
import { withoutShell } from './command.ts';
import type { RungResult } from './model.ts';

/** @param mayChange fields that are meant to change */
export function compareTexts(
  before: Dockerfile,
  after: Dockerfile,
  options: ConfigurationOptions,
  mayChange: ReadonlySet<string>,
): RungResult {
  const result = (state: RungResult['state'], says: string): RungResult => ({ rung: 'configuration', state, says });
  const [a, b] = [imageConfiguration(before, options), imageConfiguration(after, options)];
  if (!a || !b) return result('unsure', `There is no stage ${options.target ?? ''} in one of them.`);
  const found = compareConfigurations(a, b).filter(
    ({ field }) => !mayChange.has(field) && !isTheSameProgram(field, a, b),
  );
  const names = (kind: ConfigurationDifference['kind']) =>
    found
      .filter((each) => each.kind === kind)
      .map(({ field, name }) => (name === undefined ? field : `${field} ${name}`))
      .join(', ');
  const [different, unknown] = [names('different'), names('unknown')];
  if (different !== '') return result('different', `By their texts: ${different}.`);
  if (unknown !== '') return result('unsure', `Hangs on the base images: ${unknown}.`);
  return result('same', 'By their texts the images say the same of themselves.');
}

/** Started by a shell in one and without it in the other. */
function isTheSameProgram(
  field: ConfigurationDifference['field'],
  before: ImageConfiguration,
  after: ImageConfiguration,
): boolean {
  if (field !== 'entrypoint' && field !== 'command') return false;
  const argv = ({ value }: ImageConfiguration['command']) => value && JSON.stringify(withoutShell(value));
  const [a, b] = [argv(before[field]), argv(after[field])];
  return a !== undefined && a !== null && a === b;
}
