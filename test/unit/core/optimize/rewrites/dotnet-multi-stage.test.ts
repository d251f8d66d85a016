import { describe, expect, test } from 'vitest';
import { rewritten } from '../rewritten.ts';

const project = (target: string, sdk = '.Web') =>
  `<Project Sdk="Microsoft.NET.Sdk${sdk}"><PropertyGroup><TargetFramework>${target}</TargetFramework></PropertyGroup></Project>`;

function converted(from: string, build: string, files: Readonly<Record<string, string>>) {
  const result = rewritten('dotnet-multi-stage', `FROM ${from}\nWORKDIR /src\nCOPY . .\n${build}\n`, files);
  return { ...result, last: result.text.slice(result.text.lastIndexOf('\nFROM ') + 1) };
}

const sdk = 'mcr.microsoft.com/dotnet/sdk';
const build = 'RUN dotnet publish -c Release -o out\nENTRYPOINT ["dotnet", "out/Shop.dll"]';

describe('the image of the runtime', () => {
  test.each([
    [`${sdk}:8.0-jammy-amd64`, 'net8.0', 'mcr.microsoft.com/dotnet/aspnet:8.0-jammy-amd64'],
    [`${sdk}:5.0-bullseye`, 'net5.0', 'mcr.microsoft.com/dotnet/aspnet:5.0-bullseye-slim'],
    [`${sdk}:6.0.428-focal`, 'net6.0', 'mcr.microsoft.com/dotnet/aspnet:6.0-focal'],
    ['mcr.microsoft.com/dotnet/core/sdk:3.1', 'netcoreapp3.1', 'mcr.microsoft.com/dotnet/core/aspnet:3.1'],
    [
      'mcr.microsoft.com/dotnet/core/sdk:3.1-buster',
      'netcoreapp3.1',
      'mcr.microsoft.com/dotnet/core/aspnet:3.1-buster-slim',
    ],
    ['microsoft/dotnet:2.1-sdk', 'netcoreapp2.1', 'microsoft/dotnet:2.1-aspnetcore-runtime'],
    [sdk, 'net9.0', 'mcr.microsoft.com/dotnet/aspnet:9.0'],
  ])('that goes with %s and %s is of its registry', (from, target, image) => {
    const result = converted(from, build, { 'Shop.csproj': project(target), 'Program.cs': '' });
    expect(result.last).toContain(`FROM ${image}\n`);
    expect(result.again).toBe(result.text);
  });

  test('may be later than a library, and not earlier than a project', () => {
    const files = (library: string) => ({
      'Shop/Shop.csproj': project('net8.0'),
      'Lib/Lib.csproj': project(library, ''),
      'Lib/A.cs': '',
    });
    expect(converted(`${sdk}:8.0`, build, files('net6.0')).last).toContain('aspnet:8.0');
    expect(converted(`${sdk}:8.0`, build, files('net9.0')).reason).toMatch(
      /for \.NET 9\.0, and the SDK is that of 8\.0/,
    );
  });
});

describe('what is started', () => {
  const files = { 'App/Shop.csproj': project('net8.0'), 'App/Program.cs': '', 'App/wwwroot/a.css': '' };

  test('may lie where dotnet build puts it, with the data beside it', () => {
    const at = 'App/bin/Release/net8.0';
    const { last } = converted(`${sdk}:8.0`, `RUN dotnet build -c Release\nCMD dotnet ${at}/Shop.dll`, files);
    expect(last).toContain(`COPY --from=build /src/${at}/ /src/${at}/\n`);
    expect(last).toContain('COPY --from=build /src/App/wwwroot/ /src/App/wwwroot/\n');
  });

  test('may read files beside the sources that a variable or a word names', () => {
    const data = { ...files, 'data/prices.csv': '', 'notes.md': '' };
    const inOutput = (more: string) =>
      converted(
        `${sdk}:8.0`,
        `${more}\nRUN dotnet publish -c Release -o out\nWORKDIR /src/out\nCMD ["dotnet", "Shop.dll"]`,
        data,
      ).last;
    expect(inOutput('ENV PRICES=/src/data/prices.csv')).toContain('COPY --from=build /src/data/ /src/data/\n');
    expect(inOutput('ENV HOME=/src')).not.toMatch(/data|notes/);
    const word = converted(`${sdk}:8.0`, build.replace('.dll"', '.dll", "--prices=/src/data/prices.csv"'), data);
    expect(word.last).toContain('COPY --from=build /src/data/ /src/data/\n');
  });

  test('lies beside its project where the SDK is older than .NET Core 3', () => {
    const old = { ...files, 'App/Shop.csproj': project('netcoreapp2.1') };
    const run = (command: string) => `RUN dotnet ${command} App/Shop.csproj -o out\nCMD ["dotnet", "App/out/Shop.dll"]`;
    expect(converted('microsoft/dotnet:2.1-sdk', run('publish'), old).last).toContain('/src/App/out/ /src/App/out/');
    expect(converted('microsoft/dotnet:2.1-sdk', run('build'), old).reason).toMatch(/not what is published/);
  });

  test('is probed with curl, which is installed', () => {
    const probed = `HEALTHCHECK CMD curl -f localhost:8080\n${build}`;
    expect(converted(`${sdk}:8.0-bookworm-slim`, probed, files).last).toMatch(/apt-get install .*curl=7\.88/);
  });
});

test('a script that asks for a variable finds it as empty as on the SDK', () => {
  const script = '#!/bin/sh\nexport ASPNETCORE_URLS=${ASPNETCORE_URLS:-http://+:5000}\nexec "$@"\n';
  const dockerfile = 'RUN dotnet publish -c Release -o out\nENTRYPOINT ["./start.sh"]\nCMD ["dotnet", "out/Shop.dll"]';
  const of = (version: string) =>
    converted(`${sdk}:${version}`, dockerfile, { 'Shop.csproj': project(`net${version}`), 'start.sh': script });
  expect(of('6.0').last).toMatch(/\nENV ASPNETCORE_URLS=\n/);
  expect(of('6.0').last).toContain('COPY --from=build /src/start.sh /src/start.sh\n');
  expect(of('8.0').last).not.toMatch(/ENV/);
  expect(of('6.0').proposals[0]?.question).not.toMatch(/listens/);
});

test('where it listens is asked where nothing says it', () => {
  const question = (dockerfile: string, source = '') =>
    converted(`${sdk}:8.0`, dockerfile, { 'Shop.csproj': project('net8.0'), 'Program.cs': source }).proposals[0]
      ?.question;
  expect(question(build)).toMatch(/port 8080, on the SDK’s it was localhost:5000/);
  expect(question(`ENV ASPNETCORE_URLS=http://+:5000\n${build}`)).not.toMatch(/listens/);
  expect(question(build, 'app.Run("http://0.0.0.0:3000");')).not.toMatch(/listens/);
});

test('Node stays behind that builds pages, and comes along where it renders them', () => {
  const node = `RUN apt-get update && apt-get install -y nodejs npm\n${build}`;
  const using = (reference: string) =>
    converted(`${sdk}:8.0`, node, { 'Shop.csproj': project('net8.0') + reference, 'Program.cs': '' }).last;
  expect(using('')).not.toContain('nodejs');
  expect(using('<PackageReference Include="Jering.Javascript.NodeJS" />')).toContain('nodejs');
});
