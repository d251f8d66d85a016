import { describe, expect, test } from 'vitest';
import { referenceOf, variantOf, versionOf } from '../../testbed/images/reference.ts';
import { standInFor } from '../../testbed/images/stand-ins.ts';

describe('a reference', () => {
  test('is the same image whether it names Docker Hub or not', () => {
    for (const text of ['golang:1.24.2', 'docker.io/golang:1.24.2', 'docker.io/library/golang:1.24.2']) {
      expect(referenceOf(text)).toEqual({ name: 'golang', tag: '1.24.2' });
    }
    expect(referenceOf('localhost:5000/shop')).toEqual({ name: 'localhost:5000/shop', tag: 'latest' });
    expect(referenceOf('nginxinc/nginx-unprivileged@sha256:00')).toMatchObject({ digest: 'sha256:00' });
  });

  test('tells its version and its variant', () => {
    expect(versionOf('3.9.11-eclipse-temurin-25-noble')).toBe('3.9.11');
    expect(variantOf('21-jre-alpine')).toEqual(['jre', 'alpine']);
    expect(versionOf('latest')).toBeUndefined();
  });
});

describe('a stand-in', () => {
  test('has the environment and the command that the official image is documented to have', async () => {
    const { config } = (await standInFor('nginx:1.27')) as { config: object };
    expect(config).toMatchObject({ Cmd: ['nginx', '-g', 'daemon off;'], StopSignal: 'SIGQUIT' });
    expect(await standInFor('gcr.io/distroless/static-debian12:nonroot')).toMatchObject({
      config: { User: '65532', WorkingDir: '/home/nonroot' },
    });
    expect(await standInFor('eclipse-temurin:21-jre')).toMatchObject({
      config: { Env: expect.arrayContaining(['JAVA_HOME=/opt/java/openjdk']) },
    });
  });

  test('shares the layer of its toolchain with the other tags', async () => {
    const names = async (text: string) => {
      const standIn = await standInFor(text);
      return 'missing' in standIn ? [] : standIn.layers.map(({ name }) => name);
    };
    expect((await names('node:24')).at(-1)).toBe((await names('node:24-slim')).at(-1));
    expect(await names('node:24')).toEqual(expect.arrayContaining(await names('node:24-slim')));
  });

  test('is refused with the reason where there is none', async () => {
    expect(await standInFor('node:22@sha256:00')).toEqual({
      missing: 'node:22@sha256:00 names a digest, which no stand-in can have.',
    });
    expect(await standInFor('php:7.4-cli')).toEqual({
      missing: 'php:7.4-cli is a PHP that Debian does not have; there are 8.2 and 8.4.',
    });
    expect(await standInFor('node:24-alpine', 'FROM node:24-alpine\nRUN apk --no-cache add git\n')).toMatchObject({
      missing: expect.stringContaining('installs with apk'),
    });
    expect(await standInFor('mcr.microsoft.com/dotnet/sdk:8.0')).toEqual({
      missing: 'mcr.microsoft.com/dotnet/sdk:8.0: of .NET there is 3.1 alone in reach, in the npm registry.',
    });
    expect(await standInFor('constructor')).toMatchObject({ missing: expect.stringContaining('no stand-in') });
  });
});
