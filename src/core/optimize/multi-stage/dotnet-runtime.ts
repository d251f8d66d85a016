import type { ContextFiles } from '../context.ts';
import type { StageModel } from '../model/build-model.ts';

/** What an image of the SDK says of itself. */
export interface DotnetSdk {
  /** `8.0`; undefined where the tag is the newest one of its time. */
  readonly version: string | undefined;
  /** The image of a runtime of the same registry and distribution. */
  readonly runtime: (name: 'aspnet' | 'runtime' | 'runtime-deps', version: string) => string;
  /** `alpine`, `jammy` and the like; '' where the tag does not say it. */
  readonly distribution: string;
}

/** Of Microsoft’s registry as it is, as it was until .NET 5, and of Docker Hub before that. */
export function dotnetSdk({ base }: StageModel): DotnetSdk | undefined {
  const text = base?.text ?? '';
  const [, registry, tag = 'latest'] =
    /^(mcr\.microsoft\.com\/dotnet(?:\/core)?)\/(?:nightly\/)?sdk(?::(\S+))?$/.exec(text) ?? [];
  if (registry !== undefined) {
    const found = tagged.exec(tag);
    if (!found && tag !== 'latest') return undefined;
    const [, version, distribution = '', architecture = ''] = found ?? [];
    const suffix = distribution === '' ? '' : `-${slim.get(distribution) ?? distribution}${architecture}`;
    return { version, distribution, runtime: (name, of) => `${registry}/${name}:${of}${suffix}` };
  }
  const [, version, distribution = ''] =
    /^microsoft\/dotnet:(2\.[12])(?:\.\d+)?-sdk(?:-(alpine|bionic|stretch))?$/.exec(text) ?? [];
  if (version === undefined) return undefined;
  const suffix = distribution === '' ? '' : `-${slim.get(distribution) ?? distribution}`;
  const names = { aspnet: 'aspnetcore-runtime', runtime: 'runtime', 'runtime-deps': 'runtime-deps' };
  return { version, distribution, runtime: (name, of) => `microsoft/dotnet:${of}-${names[name]}${suffix}` };
}

const tagged =
  /^(\d+\.\d+)(?:\.\d+)?(?:-((?:bookworm|bullseye|buster|trixie)(?:-slim)?|stretch|noble|jammy|focal|bionic|alpine(?:3\.\d+)?|azurelinux3\.0)(-amd64|-arm64v8)?)?$/;
/** What the runtime is called that goes with an SDK. */
const slim: ReadonlyMap<string, string> = new Map([
  ['bookworm', 'bookworm-slim'],
  ['bullseye', 'bullseye-slim'],
  ['buster', 'buster-slim'],
  ['trixie', 'trixie-slim'],
  ['stretch', 'stretch-slim'],
]);

/** The texts of all projects but tests, and of what they share; undefined where they are not known. */
export function dotnetProjects(context: ContextFiles | undefined): readonly string[] | undefined {
  if (!context?.complete) return undefined;
  const paths = context.sent.filter((path) => /\.(cs|fs|vb)proj$|(^|\/)Directory\.Build\.(props|targets)$/.test(path));
  const texts = paths.filter((path) => !/(^|\/)[^/]*tests?[^/]*\//i.test(path)).map((path) => context.text(path));
  return texts.length === 0 || texts.includes(undefined) ? undefined : (texts as string[]);
}

/** @returns the image to run on, or the reason why it is not known */
export function dotnetRuntime(
  stage: StageModel,
  selfContained: boolean,
  projects: readonly string[] | undefined,
): string | { readonly reason: string } {
  const sdk = dotnetSdk(stage);
  const unknown = { reason: `Which runtime goes with ${stage.base?.text} is not known.` };
  if (!sdk) return unknown;
  const invariant = projects?.some((text) => /<InvariantGlobalization>\s*true/i.test(text)) === true;
  if (/alpine/.test(sdk.distribution) && !invariant) {
    return { reason: 'On Alpine the runtime knows no cultures, which the SDK does.' };
  }
  const targets = (projects ?? []).flatMap((text) =>
    [...text.matchAll(/<TargetFrameworks?>\s*([^<]+)</g)].flatMap(([, value = '']) => value.split(';')),
  );
  const versions = [...new Set(targets.flatMap((target) => /^\s*net(?:coreapp)?(\d+\.\d+)/.exec(target)?.[1] ?? []))];
  const version = sdk.version ?? (versions.length === 1 ? versions[0] : undefined);
  if (version === undefined) return unknown;
  // A library may be for an earlier one; what is published has to be for this one.
  const other =
    versions.find((each) => Number(each) > Number(version)) ?? (versions.includes(version) ? undefined : versions[0]);
  if (other !== undefined && !selfContained) {
    return { reason: `A project is for .NET ${other}, and the SDK is that of ${version}.` };
  }
  const isWeb =
    projects?.some((text) =>
      /Sdk="Microsoft\.NET\.Sdk\.(Web|Razor|BlazorWebAssembly)"|Microsoft\.AspNetCore\.(App|All)/.test(text),
    ) ?? true;
  return sdk.runtime(selfContained ? 'runtime-deps' : isWeb ? 'aspnet' : 'runtime', version);
}

/**
 * The variable that images of the runtime have set and those of the SDK have emptied, for a script at the start that
 * asks whether somebody has set it.
 */
export function emptiedVariable(image: string, text: string, scripts: readonly string[]): readonly string[] {
  const [, version] = /\/aspnet:(\d+)/.exec(image) ?? [];
  if (version === undefined) return [];
  const name = Number(version) >= 8 ? 'ASPNETCORE_HTTP_PORTS' : 'ASPNETCORE_URLS';
  return !text.includes(name) && scripts.some((script) => script.includes(name)) ? [`ENV ${name}=`] : [];
}

/**
 * What a person is asked about the port of a web application that nothing names: the image of the runtime does, and
 * that of the SDK does not. '' where something else does, or nothing listens.
 */
export function questionAboutPort(image: string, said: readonly string[], context: ContextFiles | undefined): string {
  const [, version] = /\/aspnet:(\d+)|aspnetcore-runtime/.exec(image) ?? [];
  if (!/aspnet/.test(image) || said.some((text) => names.test(text))) return '';
  const sources = context?.complete
    ? context.sent.filter((path) => /\.(cs|fs)$|(^|\/)appsettings[^/]*\.json$/.test(path))
    : [];
  if (sources.some((path) => inSources.test(context?.text(path) ?? ''))) return '';
  const port = Number(version ?? 2) >= 8 ? 8080 : 80;
  return ` Nothing says where it listens: on the runtime’s image that is port ${port}, on the SDK’s it was localhost:5000. Is that right?`;
}

const names = /ASPNETCORE_(URLS|HTTP_PORTS|HTTPS_PORTS)|DOTNET_URLS|--(server\.)?urls|Kestrel__/;
const inSources = /UseUrls|\.Urls\.|ListenAnyIP|\.Listen\(|"Urls"|"Kestrel"|\bRun\(\s*(\$?"|[a-z]\w*\s*\))/;
