import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import { tasksOf } from '../preconditions.ts';
import type { NodePackage } from './packages.ts';

/** A Yarn that is not Yarn 1, as far as `package.json`, `.yarnrc.yml` and the Dockerfile tell. */
export interface Berry {
  /** Its major version, where it is sure that no other Yarn answers. */
  readonly version: number | undefined;
  /** Whether packages lie in `node_modules`, where Node finds them by itself. */
  readonly linksModules: boolean;
  /** Whether packages lie in a folder of the user that Yarn is run by, and nowhere in the application. */
  readonly keepsOutside: boolean;
  /** Whether it has the command that leaves out packages for development. */
  readonly canFocus: boolean;
}

/** @returns undefined for Yarn 1 */
export function berryOf(own: NodePackage, stage: StageModel, context: ContextFiles | undefined): Berry | undefined {
  if (!isBerry(own, context)) return undefined;
  const settings = context?.text(settingsOf(own)) ?? '';
  const named = /^yarn@(\d+)/.exec(String(own.manifest.packageManager ?? ''))?.[1];
  const script = /^yarnPath:\s*["']?\S*\/yarn-(\d+)[^/\s]*\.c?js["']?\s*$/m.exec(settings)?.[1];
  const version = script ?? (named !== undefined && isBrought(stage) ? named : undefined);
  const known = version === undefined ? undefined : Number(version);
  const says = (name: string, value: RegExp) => {
    const variable = variableOf(`YARN_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`, stage);
    return value.test(variable ?? new RegExp(`^${name}:\\s*["']?([\\w-]+)`, 'm').exec(settings)?.[1] ?? '');
  };
  const linksModules = says('nodeLinker', /^(node-modules|pnpm)$/);
  const isGlobal =
    says('enableGlobalCache', /^true$/) || (Number(script ?? named ?? 4) > 3 && !says('enableGlobalCache', /^false$/));
  return {
    version: known,
    linksModules,
    keepsOutside: !linksModules && isGlobal,
    canFocus: known !== undefined && (known > 3 || /plugin-workspace-tools/.test(settings)),
  };
}

/** Whether Yarn is one that is not Yarn 1. */
function isBerry(own: NodePackage, context: ContextFiles | undefined): boolean {
  return /^yarn@[2-9]/.test(String(own.manifest.packageManager ?? '')) || context?.has(settingsOf(own)) === true;
}

function settingsOf({ from }: NodePackage): string {
  return from === '' ? '.yarnrc.yml' : `${from}/.yarnrc.yml`;
}

/** Whether the Yarn that `package.json` names is the one that answers: Corepack sees to that. */
function isBrought(stage: StageModel): boolean {
  return tasksOf(stage).some(
    ({ task: { command } }) => command.name === 'corepack' && command.words[0]?.value === 'enable',
  );
}

function variableOf(wanted: string, { steps }: StageModel): string | undefined {
  return steps
    .flatMap(({ instruction: { keyword, pairs } }) => (keyword === 'ENV' || keyword === 'ARG' ? pairs : []))
    .findLast(({ name }) => name.value === wanted)?.value?.value;
}
