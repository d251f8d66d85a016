import type { StageModel } from '../model/build-model.ts';
import { tasksOf } from './preconditions.ts';

/**
 * Brings the packages that an image has up to date where a stage did, in the one RUN that installs more of them.
 *
 * @param installing what `installation` wrote; none where nothing is installed
 */
export function withUpgrade(
  installing: readonly string[],
  stage: StageModel,
  manager: 'apt' | 'apk',
): readonly string[] {
  const upgrade = tasksOf(stage).findLast(
    ({ task: { tool, command } }) =>
      tool === manager && command.words.some(({ value }) => /^((dist|full)-)?upgrade$/.test(value)),
  );
  if (!upgrade) return installing;
  const [first, ...more] = installing;
  if (manager === 'apk') {
    const then = first === undefined ? '' : ` && ${first.replace(/^RUN /, '')}`;
    return [`RUN apk upgrade --no-cache${then}`, ...more];
  }
  const { name, words } = upgrade.task.command;
  const verb = words.find(({ value }) => value.endsWith('upgrade'))?.value;
  const rest = first?.replace(/^RUN \S+ update && /, '') ?? 'rm -rf /var/lib/apt/lists/*';
  return [`RUN ${name} update && ${name} ${verb} -y && ${rest}`, ...more];
}
