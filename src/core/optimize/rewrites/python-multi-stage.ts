import type { StageModel } from '../model/build-model.ts';
import { joinPath } from '../model/steps.ts';
import { convert, type RuntimeCopy } from '../multi-stage/convert.ts';
import { linkedLibraries, noLibraries, ofModulesIn } from '../multi-stage/linked-libraries.ts';
import { singleStage, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const pythonMultiStage = defineRewrite({
  id: 'python-multi-stage',
  kind: 'multi-stage',
  title: 'Install Python packages in one stage and run on the slim image in another',
  safety: 'review',
  precondition:
    'One stage on an image of Python whose tag names the minor version; pip installs into it or into a virtual environment; both stages have the same interpreter.',
  evidence: 'The full image of Python holds compilers and headers, some 700 MB more than the slim one.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const tasks = tasksOf(stage);
    const installs = tasks.filter(({ task }) => task.purpose === 'dependencies' && task.tool === 'pip');
    if (installs.length === 0) return none('Nothing is installed with pip.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const places = interpreterOf(stage);
    if (typeof places === 'string') return none(places);
    if (tasks.some(({ task }) => /^(conda|mamba|poetry|uv|pipenv)$/.test(task.command.name))) {
      return none('The packages are installed by another tool than pip.');
    }
    const flags = installs.flatMap(({ task }) => task.command.words.map(({ value }) => value));
    if (flags.some((flag) => /^(--user|--target|-t|--prefix|--root)(=|$)/.test(flag))) {
      return none('pip installs into a folder of its own.');
    }
    const packages = systemPackages(stage, usedAtStart(stage));
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    if (stage.base?.isSlim && packages.building.length === 0)
      return none('The image is slim, and nothing for building is installed.');
    const environment = environmentOf(stage);
    if (environment === 'unknown') return none('Where the virtual environment lies is not known.');
    const packagesIn = environment ?? places.packages;
    const installed: RuntimeCopy[] = environment
      ? [{ path: environment, isFolder: true }]
      : [
          { path: places.packages, isFolder: true },
          { path: places.programs, isFolder: true },
        ];
    const files = runtimeFiles(build, stage, isPythonSource, installed);
    if (!files) return none('Which files the application needs is not known.');
    const isCompiled = !stage.base?.isSlim || packages.building.some((name) => /-dev$/.test(name));
    const libraries = isCompiled
      ? linkedLibraries(ofModulesIn(packagesIn), [`${packagesIn}/*`, '*/libpython*', '*/libpypy*'])
      : noLibraries;
    const place = convert(
      {
        stage,
        image: places.image,
        imageFolder: '/',
        libraries,
        setUp: installation('apt', packages.running, packages.withRecommended),
        copies: files.copies,
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const whole = files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason: 'Compilers and headers are needed to install the packages and not to run the application.',
      effect: 'The slim image in place of the full one: some 700 MB less.',
      question: `${whole ?? ''}Does the application call a program of the system, or load a library by its name, at run time?`,
      places: [place],
    };
  },
});

const isPythonSource = sourceFilter(
  /(^|\/)(__pycache__\/.*|\.pytest_cache\/.*|\.mypy_cache\/.*|\.flake8|tox\.ini|\.coveragerc|\.venv\/.*)$/,
);

interface Interpreter {
  /** The slim image with the same one. */
  readonly image: string;
  /** Where pip installs to. */
  readonly packages: string;
  readonly programs: string;
}

function interpreterOf({ base }: StageModel): Interpreter | string {
  if (!base || (base.name !== 'python' && base.name !== 'pypy')) return `${base?.text ?? 'It'} is no image of Python.`;
  if (base.isAlpine) return 'It is built on Alpine, where the image is small and packages are built for musl.';
  const version = /^(\d+\.\d+)/.exec(base.version ?? '')?.[1];
  if (version === undefined || base.text.includes('@'))
    return `Which minor version of Python ${base.text} has is not known.`;
  const release = base.release === undefined ? '' : `-${base.release}`;
  const image = base.isSlim ? base.text : base.text.replace(/:.*$/, `:${base.version}-slim${release}`);
  if (base.name === 'pypy') {
    return { image, packages: `/opt/pypy/lib/pypy${version}/site-packages`, programs: '/opt/pypy/bin' };
  }
  return { image, packages: `/usr/local/lib/python${version}/site-packages`, programs: '/usr/local/bin' };
}

/** The virtual environment that is made in a stage. */
function environmentOf(stage: StageModel): string | 'unknown' | undefined {
  for (const { task, step } of tasksOf(stage)) {
    const { name, words } = task.command;
    const values = words.map(({ value }) => value);
    const isVenv = /^python/.test(name) && values[0] === '-m' && /^(venv|virtualenv)$/.test(values[1] ?? '');
    if (!isVenv && name !== 'virtualenv') continue;
    const named = values.slice(isVenv ? 2 : 0).find((value) => !value.startsWith('-'));
    const path = named === undefined || named.includes('$') ? undefined : joinPath(step.workdir, named);
    return path ?? 'unknown';
  }
  return undefined;
}
