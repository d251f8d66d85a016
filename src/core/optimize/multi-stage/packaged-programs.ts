import type { StageModel } from '../model/build-model.ts';
import type { Program } from '../model/launch.ts';
import { tasksOf } from './preconditions.ts';

/** Programs that start scripts wait with, by the packages that bring them where those are called otherwise. */
const packagesOf: Readonly<Record<string, RegExp>> = {
  nc: /^(netcat|netcat-openbsd|netcat-traditional|nmap-ncat)$/,
  psql: /^postgresql\d*-client/,
  pg_isready: /^postgresql\d*-client/,
  mysql: /^(default-)?(mysql|mariadb)-client/,
  mysqladmin: /^(default-)?(mysql|mariadb)-client/,
  'redis-cli': /^redis(-tools)?$/,
  supervisord: /^supervisor$/,
};
/** Of BusyBox, and so of every Alpine. */
const onAlpine = /^(nc|wget|timeout|ping|nslookup|time|watch)$/;

/** Whether a start is that of a package, such as supervisord: what it starts in turn its settings say. */
export function startsByPackage({ name }: Pick<Program, 'name'>, stage: StageModel): boolean {
  return isPackaged(name.replace(/^\/(usr\/)?s?bin\//, ''), stage);
}

/** Whether a program comes with a package that a stage installs, and that is installed again where it runs. */
export function isPackaged(program: string, stage: StageModel): boolean {
  if (stage.base?.isAlpine && onAlpine.test(program)) return true;
  return tasksOf(stage).some(
    ({ task: { purpose, verb, command } }) =>
      purpose === 'packages' &&
      verb === 'install' &&
      command.words.some(({ value }) => {
        const name = value.replace(/[=~<>].*$/, '');
        return name === program || packagesOf[program]?.test(name);
      }),
  );
}
