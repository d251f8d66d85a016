import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';
import type { Copied } from '../model/copied.ts';
import { joinPath } from '../model/steps.ts';
import { carriedArguments } from '../multi-stage/carried-arguments.ts';
import { convert } from '../multi-stage/convert.ts';
import { singleStage, type TaskInStep, tasksOf, unreadableRun } from '../multi-stage/preconditions.ts';
import { runtimeFiles } from '../multi-stage/runtime-files.ts';
import { secretFiles } from '../multi-stage/secret-files.ts';
import { sourceFilter } from '../multi-stage/source-files.ts';
import { isEverywhere } from '../multi-stage/start-scripts.ts';
import { installation, missingPackages, systemPackages, usedAtStart } from '../multi-stage/system-packages.ts';
import { defineRewrite, none } from '../rewrite.ts';

export const dotnetMultiStage = defineRewrite({
  id: 'dotnet-multi-stage',
  kind: 'multi-stage',
  title: 'Publish with the .NET SDK in one stage and run on the runtime in another',
  safety: 'review',
  precondition:
    'One stage on Microsoft’s image of the .NET SDK whose tag names the version; `dotnet publish` writes the folder that CMD or ENTRYPOINT starts from; the projects are for that version.',
  evidence: 'The SDK weighs some 850 MB, the runtime of ASP.NET 220 and that of .NET 190.',
  propose(build) {
    const stage = singleStage(build);
    if (typeof stage === 'string') return none(stage);
    const published = tasksOf(stage).filter(({ task }) => task.tool === 'dotnet' && isPublish(task.command.words));
    const last = published.at(-1);
    if (!last) return none('Nothing is published with dotnet.');
    const unreadable = unreadableRun(stage);
    if (unreadable) return none(unreadable);
    const output = outputOf(last, stage);
    if (typeof output === 'object') return none(output.reason);
    const projects = projectsOf(build.context);
    const image = runtimeImage(stage, isSelfContained(last, projects), projects);
    if (typeof image === 'object') return none(image.reason);
    const isUsed = usedAtStart(stage);
    const packages = systemPackages(stage, isUsed);
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
    const secrets = secretFiles(files.copies);
    const [lacking] = missingPackages(packages, isUsed);
    if (lacking !== undefined) return none(`What starts calls ${lacking}, which the small image lacks.`);
    const converted = convert(
      {
        stage,
        image,
        imageFolder: '/',
        setUp: installation(/-alpine/.test(image) ? 'apk' : 'apt', packages.running, packages.withRecommended),
        copies: files.copies,
      },
      build.dockerfile,
    );
    const place = carriedArguments(converted, stage, build.dockerfile);
    if (!place) return none('Nothing changes files in its stage.');
    const whole = files.whole && `Whole folders are copied, because ${files.whole}: is less enough? `;
    return {
      safe: false,
      reason:
        'The SDK, the packages that it fetched and the sources are needed to publish the program and not to run it.',
      effect: 'The runtime in place of the SDK: some 600 MB less.',
      question: `${whole ?? ''}Does the program call dotnet with more than its own file, or read files outside what is published, at run time?${secrets.question}`,
      places: [place],
      reveals: secrets.reveals,
    };
  },
});

const isDotnetSource = sourceFilter(
  /(\.(cs|fs|vb|csproj|fsproj|vbproj|sln|slnx|props|targets|razor|cshtml|resx|editorconfig|user|ruleset)|(^|\/)(bin|obj|\.vs|tests?)\/.*|(^|\/)(nuget\.config|global\.json|packages\.lock\.json|launchSettings\.json))$/i,
);

function bringsSources({ files }: Copied): boolean {
  return files === undefined || files.some(({ from }) => /\.(cs|fs|vb)(proj)?$|\.slnx?$/.test(from));
}

function isPublish(words: TaskInStep['task']['command']['words']): boolean {
  return words[0]?.value === 'publish';
}

/** @returns the folder that is published and started from, or the reason why it is not known */
function outputOf({ task, step }: TaskInStep, stage: StageModel): string | { readonly reason: string } {
  const programs = (stage.launch.programs ?? []).filter(({ name }) => !isEverywhere(name));
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
  const folder = startFolder({ task, step }, stage);
  const isNamed = at >= 0 || named !== words[0];
  const value = isNamed && named?.includes('$') ? step.expand({ raw: named }) : named;
  const output = isNamed ? joinPath(folder, value) : started.slice(0, started.lastIndexOf('/'));
  if (output === undefined || output === '/' || /[$*]/.test(output)) {
    return { reason: 'Where it is published to is not known.' };
  }
  if (!started.startsWith(`${output}/`) || (!isNamed && !/\/publish$/.test(output))) {
    return { reason: `${started} is started, which is not what is published.` };
  }
  return output;
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

/** The texts of all projects and of what they share; undefined where they are not known. */
function projectsOf(context: ContextFiles | undefined): readonly string[] | undefined {
  if (!context?.complete) return undefined;
  const paths = context.sent.filter((path) => /\.(cs|fs|vb)proj$|(^|\/)Directory\.Build\.(props|targets)$/.test(path));
  const texts = paths.filter((path) => !/(^|\/)[^/]*tests?[^/]*\//i.test(path)).map((path) => context.text(path));
  return texts.length === 0 || texts.includes(undefined) ? undefined : (texts as string[]);
}

function isSelfContained({ task: { command } }: TaskInStep, projects: readonly string[] | undefined): boolean {
  const words = command.words.map(({ value }) => value).join(' ');
  if (/(--no-self-contained|--self-contained[ =]false|--sc[ =]false)/.test(words)) return false;
  if (/(^| )(--self-contained|--sc)( |=|$)|SelfContained=true|PublishAot=true/i.test(words)) return true;
  return projects?.some((text) => /<(SelfContained|PublishAot)>\s*true/i.test(text)) === true;
}

function runtimeImage(
  { base }: StageModel,
  selfContained: boolean,
  projects: readonly string[] | undefined,
): string | { readonly reason: string } {
  const [, registry, version, rest = ''] =
    /^(mcr\.microsoft\.com\/dotnet)\/(?:nightly\/)?sdk:(\d+\.\d+)(?:\.\d+)?(-(?:bookworm-slim|bullseye-slim|jammy|noble|alpine(?:3\.\d+)?|azurelinux3\.0))?$/.exec(
      base?.text ?? '',
    ) ?? [];
  if (version === undefined) return { reason: `Which runtime goes with ${base?.text} is not known.` };
  const invariant = projects?.some((text) => /<InvariantGlobalization>\s*true/i.test(text)) === true;
  if (/alpine/.test(rest) && !invariant) {
    return { reason: 'On Alpine the runtime knows no cultures, which the SDK does.' };
  }
  const targets = (projects ?? []).flatMap((text) =>
    [...text.matchAll(/<TargetFrameworks?>\s*([^<]+)</g)].map(([, value]) => value as string),
  );
  const other = targets.find(
    (target) => !new RegExp(`(^|;)\\s*net${version}\\s*(;|$)`).test(target) && !/netstandard/.test(target),
  );
  if (other !== undefined && !selfContained)
    return { reason: `A project is for ${other}, and the SDK is that of ${version}.` };
  const isWeb =
    projects?.some((text) =>
      /Sdk="Microsoft\.NET\.Sdk\.(Web|Razor|BlazorWebAssembly)"|Microsoft\.AspNetCore\.App/.test(text),
    ) ?? true;
  return `${registry}/${selfContained ? 'runtime-deps' : isWeb ? 'aspnet' : 'runtime'}:${version}${rest}`;
}
