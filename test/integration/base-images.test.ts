// Stand-ins for public images, made on this machine: what is built and run on them behaves as on the real ones.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { provideBases, withoutSyntax } from '../prove/bases.ts';
import { buildImage, bytesAbove, type Client } from '../prove/client.ts';
import { provideFor } from '../testbed/images/stand-ins.ts';
import { dockerAt, type Testbed, useTestbed } from '../testbed/testbed.ts';

let testbed: Testbed;
let docker: Docker;
let client: Client;
const folders: string[] = [];
const images: string[] = [];

beforeAll(async () => {
  testbed = await useTestbed();
  if (!testbed.dockerHost) throw new Error(testbed.gaps.join('\n'));
  docker = dockerAt(testbed.dockerHost);
  client = {
    program: testbed.dockerClient ?? 'docker',
    dockerHost: testbed.dockerHost,
    plugins: testbed.env.QUAYSIDE_TESTBED_DOCKER_PLUGINS,
  };
}, 300_000);

afterAll(async () => {
  for (const image of images) await docker.getImage(image).remove({ force: true });
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  await testbed?.stop();
});

test('a Go program is built on `golang` and runs on distroless, as its user and without a shell', async () => {
  const image = await built('go', {
    Dockerfile: `# syntax=docker/dockerfile:1
FROM golang:1.24.2 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /bin/hello .
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /bin/hello /hello
ENTRYPOINT ["/hello"]
`,
    'go.mod': 'module hello\n\ngo 1.24\n',
    'main.go':
      'package main\n\nimport ("fmt"; "os"; "runtime")\n\nfunc main() { fmt.Println(runtime.Version(), os.Getuid()) }\n',
  });
  expect(await outputOf(image, [])).toBe('go1.24.2 65532\n');
  await expect(outputOf(image, ['sh'], { Entrypoint: [] })).rejects.toThrow(/"sh": executable file not found/);
  const above = await bytesAbove(docker, image, 'gcr.io/distroless/static-debian12:nonroot');
  expect(above).toBeGreaterThan(1e6);
  expect(above).toBeLessThan(4e6);
}, 600_000);

test('pip installs a package from the index of this machine on `python:3.12-slim`, which has no compiler', async () => {
  const image = await built('python', {
    Dockerfile: `FROM docker.io/library/python:3.12-slim
RUN pip install --no-cache-dir itsdangerous==2.2.0
USER nobody
CMD ["python", "-c", "import itsdangerous, ssl, sqlite3, shutil; print(itsdangerous.__name__, shutil.which('gcc'))"]
`,
  });
  expect(await outputOf(image)).toBe('itsdangerous None\n');
}, 600_000);

test('a page is served by the unprivileged nginx on its port', async () => {
  const image = await built('nginx', {
    Dockerfile: `FROM nginxinc/nginx-unprivileged:1.27-alpine
COPY index.html /usr/share/nginx/html/
`,
    'index.html': 'the almanac',
  });
  const command = 'id -u; nginx > /dev/null 2>&1; curl -s http://127.0.0.1:8080/';
  expect(await outputOf(image, ['sh', '-c', command])).toBe('101\nthe almanac');
}, 600_000);

test('what cannot be had is refused with the reason', async () => {
  const apk = 'FROM alpine:3.20\nRUN apk add --no-cache curl\n';
  expect(await provideBases(docker, apk)).toEqual([
    'alpine:3.20 is Alpine and the Dockerfile installs with apk, whose packages cannot be had here.',
  ]);
  expect(await provideFor(docker, 'mongo:7')).toEqual({
    missing: 'mongo:7 cannot be had here: there is no public registry in reach and no stand-in for it.',
  });
  expect(await provideFor(docker, 'scratch')).toEqual({ image: 'scratch' });
});

async function built(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const context = await mkdtemp(path.join(tmpdir(), 'qst-base-'));
  folders.push(context);
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(context, file), content);
  const text = files.Dockerfile ?? '';
  expect(await provideBases(docker, text)).toEqual([]);
  const tag = `quayside-base-images:${name}`;
  const dockerfile = path.join(context, 'Dockerfile');
  const outcome = await buildImage(client, { context, dockerfile, text: withoutSyntax(text), tag });
  expect(outcome.reason).toBe('');
  images.push(tag);
  return tag;
}

async function outputOf(image: string, command?: string[], options: object = {}): Promise<string> {
  const stdout = new PassThrough();
  let text = '';
  stdout.on('data', (chunk) => {
    text += chunk;
  });
  const [, container] = await docker.run(image, command ?? [], [stdout, new PassThrough()], { Tty: false, ...options });
  await container.remove({ force: true });
  return text;
}
