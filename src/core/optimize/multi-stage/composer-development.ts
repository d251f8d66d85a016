import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Step } from '../model/steps.ts';

interface LockedPackage {
  readonly autoload?: Readonly<Record<string, unknown>>;
  readonly bin?: readonly string[];
  /** Of the type `path` where it lies in a folder of the project. */
  readonly dist?: { readonly type?: string; readonly url?: string };
}

/** Options that a second installation can have again. */
const plain =
  /^(install|--no-interaction|-n|--no-progress|--optimize-autoloader|-o|--classmap-authoritative|-a|--prefer-dist|--quiet|-q|--ansi|--no-ansi|--no-suggest|--dev)$/;

/**
 * Takes away the packages that `require-dev` alone wants, once the tests are done: the installation once more, without
 * them. Only with a lock file, where no script of Composer runs, and no source asks for such a package.
 *
 * @param step in which Composer installs
 * @param folder that it works in
 * @param isUsedAtStart whether a program is called when the container starts
 */
export function withoutDevelopment(
  step: Step,
  folder: string,
  stage: StageModel,
  context: ContextFiles | undefined,
  isUsedAtStart: (program: string) => boolean,
): readonly string[] {
  const tasks = stage.tasks(step.instruction) ?? [];
  const [task, ...others] = tasks;
  if (!task || others.length > 0 || task.tool !== 'composer' || task.verb !== 'install') return [];
  const words = task.command.words.map(({ value }) => value);
  if (!words.every((word) => plain.test(word)) || step.workdir !== folder || !context?.complete) return [];
  const copied = stage.copied.flatMap(({ files }) => files ?? []);
  const json = (name: string) => context.json(copied.find(({ to }) => to === `${folder}/${name}`)?.from ?? '');
  const [manifest, lock] = [json('composer.json'), json('composer.lock')];
  const packages = (lock?.['packages-dev'] ?? []) as readonly LockedPackage[];
  if (!manifest || !Array.isArray(packages) || packages.length === 0) return [];
  if (Object.keys((manifest.scripts as object | undefined) ?? {}).some((name) => /^(pre|post)-/.test(name))) return [];
  const programs = packages.flatMap(({ bin = [] }) => bin.map((path: string) => path.slice(path.lastIndexOf('/') + 1)));
  if (programs.some(isUsedAtStart) || isAskedFor(packages, context)) return [];
  const kept = words.filter((word) => word !== '--dev').join(' ');
  return [`${task.command.name} ${kept} --no-dev`];
}

/** Whether a source that is no test names a namespace of some packages. */
function isAskedFor(packages: readonly LockedPackage[], context: ContextFiles): boolean {
  const namespaces = packages.flatMap(({ autoload = {} }) =>
    ['psr-4', 'psr-0'].flatMap((kind) => Object.keys((autoload[kind] as object | undefined) ?? {})),
  );
  const own = packages.flatMap(({ dist }) => (dist?.type === 'path' && dist.url ? [`${dist.url}/`] : []));
  const sources = context.sent.filter(
    (path) =>
      /\.(php|phtml|inc|ya?ml|xml|neon)$/.test(path) &&
      !/(^|\/)(tests?|vendor)\/|^phpunit/.test(path) &&
      !own.some((folder) => path.startsWith(folder)),
  );
  // A package without a namespace cannot be looked for; more sources would take longer than a person waits.
  if (namespaces.some((name) => name.length < 2) || sources.length > 3000) return true;
  return sources.some((path) => namespaces.some((name) => context.text(path)?.includes(name.replace(/\\$/, ''))));
}
