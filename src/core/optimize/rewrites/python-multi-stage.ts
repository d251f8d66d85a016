import { convert } from '../multi-stage/convert.ts';
import { linkedLibraries, noLibraries, ofAllIn } from '../multi-stage/linked-libraries.ts';
import { singleStage, unreadableRun } from '../multi-stage/preconditions.ts';
import { filesForPeopleIn, questionAboutDevelopment } from '../multi-stage/python/development.ts';
import { installedInPlace } from '../multi-stage/python/in-place.ts';
import { interpreterOf } from '../multi-stage/python/interpreter.ts';
import { neededPackages } from '../multi-stage/python/needs.ts';
import { pythonPackages } from '../multi-stage/python/packages.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { startOf } from '../multi-stage/start-scripts.ts';
import { installation, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { questionAboutTools, withoutToolsForPeople } from '../multi-stage/tools-for-people.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const pythonMultiStage = defineRewrite({
  id: 'python-multi-stage',
  kind: 'multi-stage',
  title: 'Install Python packages in one stage and run on the slim image in another',
  safety: 'review',
  precondition:
    'One stage on an image of Python, or of uv with Python, whose version is known or the newest; pip, uv, Poetry or Pipenv installs into it or into a virtual environment; both stages have the same interpreter.',
  evidence: 'The full image of Python holds compilers and headers, some 700 MB more than the slim one.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const interpreter = interpreterOf(stage);
    if (typeof interpreter === 'string') return none(interpreter);
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const start = startOf(stage, build.context);
    const installed = pythonPackages(stage, interpreter, start, build.context);
    if (typeof installed === 'string') return none(installed);
    const inPlace = installedInPlace(stage, build.context);
    if (typeof inPlace === 'string') return none(inPlace);
    const isUsed = usedAtStart(stage, start.scripts);
    const all = systemPackages(stage, isUsed);
    const packages = withoutToolsForPeople(all, build, stage, isUsed);
    const leavesOut = all.building.some((name) => packages.building.includes(name));
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const isSlim = stage.base?.isSlim === true;
    if (isSlim && !leavesOut && !installed.leavesOut)
      return none('The image is slim, and nothing for building is installed.');
    const isRead = filesForPeopleIn(build.context);
    const files = runtimeFiles(
      build,
      stage,
      (path) => isPythonSource(path) && !isRead.has(path.slice(path.lastIndexOf('/') + 1)),
      [
        ...installed.copies,
        ...inPlace.projects.map((path) => ({ path, isFolder: true })),
        // What is installed in place points at the sources.
        ...(installed.isProject && stage.folder !== undefined && stage.folder !== '/'
          ? [{ path: stage.folder, isFolder: true }]
          : []),
      ],
      ['pip', 'poetry', 'uv', 'pipenv'],
    );
    if (typeof files === 'string') return none(files);
    const isCompiled = !isSlim || packages.hasHeaders;
    const { modules } = installed;
    const programs = installed.copies.some(({ path }) => path === interpreter.programs) ? [interpreter.programs] : [];
    const libraries = isCompiled
      ? linkedLibraries(ofAllIn(...new Set([modules, ...programs, ...inPlace.compiled])), [
          '*/libpython*',
          '*/libpypy*',
        ])
      : noLibraries;
    const isUvCopied = start.programs.some(({ name }) => name === 'uv');
    const needed = neededPackages(build, stage, packages, !isSlim, isUsed, interpreter.image);
    if (typeof needed === 'string') return none(needed);
    const place = convert(
      {
        stage,
        image: interpreter.image,
        imageFolder: '/',
        endOfBuild: installed.endOfBuild,
        libraries,
        setUp: installation('apt', [...packages.running, ...needed], packages.withRecommended, packages.program),
        copies: files.copies,
        finish: installed.owner === undefined ? [] : [`RUN chown ${installed.owner} ${modules}`],
        isBuildTool: (image) => !isUvCopied && /(^|\/)uv(:|@|$)/.test(image),
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const whole = files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason: 'Compilers and headers are needed to install the packages and not to run the application.',
      effect: isSlim
        ? 'Compilers and headers stay out of the image.'
        : 'The slim image in place of the full one: some 700 MB less.',
      question: `${whole ?? ''}Does the application call a program of the system, or load a library by its name, at run time?${questionAboutDevelopment(installed.endOfBuild)}${questionAboutTools({ ...packages, building: packages.building.filter((name) => !needed.includes(name)) })}`,
      places: [place],
    };
  },
});

const isPythonSource = sourceFilter(
  /(^|\/)(__pycache__\/.*|\.pytest_cache\/.*|\.mypy_cache\/.*|\.flake8|tox\.ini|\.coveragerc|\.venv\/.*)$/,
);
