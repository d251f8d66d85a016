import type { StageModel } from '../../model/build-model.ts';
import { joinPath } from '../../model/steps.ts';
import { tasksOf } from '../preconditions.ts';

/**
 * Where pip installs to for a user who may not write to the folder of the image.
 * @returns an absolute path; undefined where the home folder is not known, or somebody may write there
 */
export function userSite(user: string, stage: StageModel): string | undefined {
  const tasks = tasksOf(stage);
  const isOpened = tasks.some(
    ({ task: { command } }) =>
      /^(chown|chmod)$/.test(command.name) &&
      command.words.some(({ value }) => /^\/(usr(\/local(\/.*)?)?)?$/.test(value)),
  );
  const isLedElsewhere = stage.steps.some(({ instruction: { keyword, pairs } }) =>
    pairs.some(({ name }) => keyword === 'ENV' && /^(PYTHONUSERBASE|PIP_TARGET|PIP_PREFIX|PIP_USER)$/.test(name.value)),
  );
  const home = homeOf(user, stage);
  return isOpened || isLedElsewhere || home === undefined ? undefined : `${home}/.local`;
}

function homeOf(user: string, stage: StageModel): string | undefined {
  const made = tasksOf(stage).find(
    ({ task: { command } }) => /^(useradd|adduser)$/.test(command.name) && command.words.at(-1)?.value === user,
  );
  if (!made || !/^[\w-]+$/.test(user)) return undefined;
  const { name, words } = made.task.command;
  const values = words.map(({ value }) => value);
  const isCreated =
    name === 'useradd'
      ? values.some((value) => /^(-[a-zA-Z]*m[a-zA-Z]*|--create-home)$/.test(value))
      : !values.some((value) => /^(--no-create-home|-H|--system|-S)$/.test(value));
  const at = values.findIndex((value) => /^(-[a-zA-Z]*[dh]|--home(-dir)?)$/.test(value));
  const named = at < 0 ? values.find((value) => value.startsWith('--home'))?.replace(/^[^=]*=/, '') : values[at + 1];
  const home = named === undefined ? `/home/${user}` : joinPath('/', named);
  const told = stage.steps
    .filter(({ instruction: { keyword } }) => keyword === 'ENV')
    .flatMap(({ instruction: { pairs } }) => pairs.filter((pair) => pair.name.value === 'HOME'));
  const isOwn = told.every(({ value }) => value?.value === home);
  return isCreated && isOwn && home !== undefined && /^[\w./-]+$/.test(home) ? home : undefined;
}
