import type { StageModel } from '../model/build-model.ts';
import type { Program } from '../model/launch.ts';
import type { Task } from '../model/purpose.ts';
import type { Step } from '../model/steps.ts';
import { tasksOf } from './preconditions.ts';
import { programCopy } from './program-place.ts';
import type { RuntimeCopy } from './runtime-copy.ts';

/** Programs that go by another name than the crate that they are in. */
const programsOf: Readonly<Record<string, string>> = {
  diesel_cli: 'diesel',
  'sqlx-cli': 'sqlx',
  refinery_cli: 'refinery',
};
const cargoOptions =
  /^(--version|--vers|--features|-F|--git|--branch|--tag|--rev|--registry|--index|--target|--profile|-j|--jobs|--root)$/;

/** Where `go install` puts programs on an image of Go: absolute; undefined where GOBIN names what is not known. */
export function binFolder({ command }: Task, step: Step): string | undefined {
  const own = command.assignments.find(({ name }) => name === 'GOBIN')?.value;
  if (own === undefined && !step.variables.has('GOBIN')) return '/go/bin';
  const folder = step.expand({ raw: own ?? '$GOBIN' });
  return folder?.startsWith('/') ? folder.replace(/(.)\/$/, '$1') : undefined;
}

/** The programs that `go install …@latest` and `cargo install …` put in place, by their names: absolute paths. */
export function installedTools(stage: StageModel): ReadonlyMap<string, string> {
  const tools = new Map<string, string>();
  for (const { task, step } of tasksOf(stage)) {
    const words = task.command.words.map(({ value }) => value);
    if (task.purpose !== 'tool' || task.verb !== 'install') continue;
    if (task.tool === 'go' && stage.base?.name === 'golang') {
      for (const word of words.filter((each) => each.includes('@'))) {
        const parts = word.replace(/@.*$/, '').split('/');
        const name = /^v\d+$/.test(parts.at(-1) ?? '') ? parts.at(-2) : parts.at(-1);
        const folder = binFolder(task, step);
        if (name !== undefined && folder !== undefined) tools.set(name, `${folder}/${name}`);
      }
    }
    if (task.tool === 'cargo' && stage.base?.name === 'rust') {
      const root = words.includes('--root') ? words[words.indexOf('--root') + 1] : '/usr/local/cargo';
      const crates = words.filter(
        (word, at) => !/^[-+]|^install$/.test(word) && !cargoOptions.test(words[at - 1] ?? ''),
      );
      for (const crate of crates.map((word) => word.replace(/@.*$/, ''))) {
        const name = programsOf[crate] ?? crate;
        if (root?.startsWith('/')) tools.set(name, `${root}/bin/${name}`);
      }
    }
  }
  return tools;
}

/** Those of them that are started by their names. */
export function startedTools(
  programs: readonly Program[],
  tools: ReadonlyMap<string, string>,
  stage: StageModel,
): readonly RuntimeCopy[] {
  const names = new Set(programs.flatMap(({ name, path }) => (path === undefined && tools.has(name) ? name : [])));
  return [...names].map((name) => programCopy({ name, path: undefined }, tools.get(name) as string, stage));
}
