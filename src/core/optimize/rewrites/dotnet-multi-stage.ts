import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Copied } from '../model/copied.ts';
import { joinPath } from '../model/steps.ts';
import { convert } from '../multi-stage/convert.ts';
import {
  dotnetProjects,
  dotnetRuntime,
  dotnetSdk,
  emptiedVariable,
  questionAboutPort,
} from '../multi-stage/dotnet-runtime.ts';
import { singleStage, type TaskInStep, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { isEverywhere, startOf } from '../multi-stage/start-scripts.ts';
import { installation, missingPackages, pinned, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const dotnetMultiStage = defineRewrite({
  id: 'dotnet-multi-stage',
  kind: 'multi-stage',
  title: 'Publish with the .NET SDK in one stage and run on the runtime in another',
  safety: 'review',
  precondition:
    'One stage on Microsoft’s image of the .NET SDK; its tag, or all projects, name the version; `dotnet publish`, or `dotnet build` since .NET Core 3, writes the folder that CMD or ENTRYPOINT starts from; the projects are for that version.',
  evidence: 'The SDK weighs some 850 MB, the runtime of ASP.NET 220 and that of .NET 190.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const builds = tasksOf(stage).filter(({ task }) => task.tool === 'dotnet' && task.purpose === 'build');
    const last = builds.findLast(({ task }) => task.verb === 'publish') ?? builds.at(-1);
    if (!last) return none('Nothing is published with dotnet.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const output = outputOf(last, { stage, context: build.context });
    if (typeof output === 'object') return none(output.reason);
    const projects = dotnetProjects(build.context);
    const image = dotnetRuntime(stage, isSelfContained(last, projects), projects);
    if (typeof image === 'object') return none(image.reason);
    const { scripts } = startOf(stage, build.context);
    const isUsed = usedAtStart(stage, scripts);
    const packages = systemPackages(stage, isUsed, rendersWithNode(projects) ? undefined : /^(nodejs|npm|yarn)$/);
    if (!packages.isKnown) return none('Which system packages are installed is not known.');
    const isInOutput = `${stage.folder}/`.startsWith(`${output}/`);
    const files = runtimeFiles(
      build,
      stage,
      isDotnetSource,
      [{ path: output, isFolder: true }],
      ['dotnet'],
      (copied) => (isInOutput ? !bringsSources(copied) : true),
    );
    if (typeof files === 'string') return none(files);
    const missing = missingPackages(packages, isUsed);
    const isApt = !/alpine|azurelinux/.test(image);
    if (missing[0] !== undefined && !isApt)
      return none(`What starts calls ${missing[0]}, which the small image lacks.`);
    if (/azurelinux/.test(image) && packages.running.length > 0) return none('Packages of Azure Linux are not known.');
    const place = convert(
      {
        stage,
        image,
        imageFolder: '/',
        setUp: [
          ...emptiedVariable(image, build.dockerfile.text, scripts),
          ...installation(
            isApt ? 'apt' : 'apk',
            [...packages.running, ...pinned(missing, image)],
            packages.withRecommended,
            packages.program,
          ),
        ],
        copies: files.copies,
      },
      build.dockerfile,
    );
    if (!place) return none('Nothing changes files in its stage.');
    const whole = files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason:
        'The SDK, the packages that it fetched and the sources are needed to publish the program and not to run it.',
      effect: 'The runtime in place of the SDK: some 600 MB less.',
      question: `${whole ?? ''}Does the program call dotnet with more than its own file, or read files outside what is published, at run time?${questionAboutPort(image, [build.dockerfile.text, ...scripts], build.context)}`,
      places: [place],
    };
  },
});

const isDotnetSource = sourceFilter(
  /(\.(cs|fs|vb|csproj|fsproj|vbproj|sln|slnx|props|targets|razor|cshtml|resx|editorconfig|user|ruleset)|(^|\/)(bin|obj|\.vs|tests?)\/.*|(^|\/)(nuget\.config|global\.json|packages\.lock\.json|launchSettings\.json))$/i,
);

/** Whether pages are rendered by Node when the application runs, and not only built by it. */
function rendersWithNode(projects: readonly string[] | undefined): boolean {
  return projects?.some((text) => /NodeServices|Jering\.Javascript|SpaServices"/.test(text)) ?? true;
}

function bringsSources({ files }: Copied): boolean {
  return files === undefined || files.some(({ from }) => /\.(cs|fs|vb)(proj)?$|\.slnx?$/.test(from));
}

/** @returns the folder that is published and started from, or the reason why it is not known */
function outputOf(
  { task, step }: TaskInStep,
  { stage, context }: { stage: StageModel; context: ContextFiles | undefined },
): string | { readonly reason: string } {
  const programs = startOf(stage, context).programs.filter(({ name }) => !isEverywhere(name));
  const [main] = programs;
  if (!main || programs.length > 1) return { reason: 'More than one program is started.' };
  const isDotnet = /(^|\/)dotnet$/.test(main.name);
  const started = isDotnet
    ? joinPath(
        main.folder,
        main.words.find((word) => !word.startsWith('-')),
      )
    : main.path;
  if (started === undefined || /\$/.test(started)) return { reason: 'Which program is started is not known.' };
  if (isDotnet && !/\.dll$/i.test(started)) {
    return { reason: `dotnet ${main.words.join(' ')} is started: the SDK is needed for it.` };
  }
  const words = task.command.words.map(({ value }) => value);
  const at = words.findIndex((word) => /^(-o|--output)$/.test(word));
  const named = words.find((word) => /^(-o|--output)[=:]/.test(word))?.replace(/^[^=:]*[=:]/, '') ?? words[at + 1];
  const { version } = dotnetSdk(stage) ?? {};
  const isOld = version !== undefined && Number(version) < 3;
  const folder = joinPath(startFolder({ task, step }, stage), isOld ? projectFolder(words) : '.');
  const isNamed = at >= 0 || named !== words[0];
  const value = isNamed && named?.includes('$') ? step.expand({ raw: named }) : named;
  const output = isNamed ? joinPath(folder, value) : started.slice(0, started.lastIndexOf('/'));
  if (output === undefined || output === '/' || /[$*]/.test(output)) {
    return { reason: 'Where it is published to is not known.' };
  }
  const isPlace = isNamed || /\/publish$/.test(output) || (!isOld && builtInto.test(output));
  // What `dotnet build` of an SDK before .NET Core 3 makes looks for its packages in the cache of NuGet.
  if (!started.startsWith(`${output}/`) || !isPlace || (isOld && task.verb !== 'publish')) {
    return { reason: `${started} is started, which is not what is published.` };
  }
  return output;
}

/** Where what is built lies, with all that it needs. */
const builtInto = /\/bin\/(Debug|Release)\/net[\w.]+(\/[\w-]+)?$/;

/** Before .NET Core 3, what `--output` names is looked for beside the project. */
function projectFolder(words: readonly string[]): string {
  const project = words
    .slice(1)
    .find(
      (word, at) =>
        !word.startsWith('-') && !/^-\w$|^--(output|configuration|framework|runtime)$/.test(words[at] ?? ''),
    );
  if (project === undefined) return '.';
  return /proj$|\.sln$/.test(project) ? project.replace(/[^/]*$/, '') || '.' : project;
}

/** Where a command of a RUN works, after what `cd` did. */
function startFolder({ task, step }: TaskInStep, stage: StageModel): string | undefined {
  let folder = step.workdir;
  for (const { command } of stage.tasks(step.instruction) ?? []) {
    if (command === task.command) break;
    if (command.name === 'cd') folder = joinPath(folder, command.words[0]?.value);
  }
  return folder;
}

function isSelfContained({ task: { command } }: TaskInStep, projects: readonly string[] | undefined): boolean {
  const words = command.words.map(({ value }) => value).join(' ');
  if (/(--no-self-contained|--self-contained[ =]false|--sc[ =]false)/.test(words)) return false;
  if (/(^| )(--self-contained|--sc)( |=|$)|SelfContained=true|PublishAot=true/i.test(words)) return true;
  return projects?.some((text) => /<(SelfContained|PublishAot)>\s*true/i.test(text)) === true;
}
