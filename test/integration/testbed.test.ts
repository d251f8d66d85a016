// The testbed itself: what every other suite stands on. It starts one of its own, since it also stops it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as ecr from '@aws-sdk/client-ecr';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cacheRoot } from '../testbed/cache.ts';
import { OwnTestbed, until } from './own-testbed.ts';

const execute = promisify(execFile);
let own: OwnTestbed;

beforeAll(async () => {
  own = await OwnTestbed.start();
}, 300_000);

afterAll(() => own?.stop(), 60_000);

test('nothing is missing on a machine that can have all of it', () => {
  expect(own.testbed.gaps).toEqual([]);
  expect(own.testbed.env).toMatchObject({
    AWS_ENDPOINT_URL: own.testbed.endpoint,
    DOCKER_HOST: own.testbed.dockerHost,
  });
});

describe('the registry', () => {
  test('takes an image from the docker client and tells its digest and size', async () => {
    await own.push('size', 'one', 'FROM debian:bookworm-slim\nRUN echo one > /one\n');
    const { imageDetails } = await own.registry.send(new ecr.DescribeImagesCommand({ repositoryName: 'size' }));
    expect(imageDetails).toMatchObject([{ imageTags: ['one'], imageDigest: expect.stringMatching(/^sha256:/) }]);
    expect(imageDetails?.[0]?.imageSizeInBytes).toBeGreaterThan(20_000_000);
  });

  test('asks for credentials, and takes only its own', async () => {
    const url = `http://${own.testbed.registryHost}/v2/`;
    expect((await fetch(url)).status).toBe(401);
    const wrong = Buffer.from('AWS:guess').toString('base64');
    expect((await fetch(url, { headers: { authorization: `Basic ${wrong}` } })).status).toBe(401);
  });

  test('gives lists in pages', async () => {
    for (const name of ['page/a', 'page/b', 'page/c']) {
      await own.registry.send(new ecr.CreateRepositoryCommand({ repositoryName: name }));
    }
    const names: (string | undefined)[][] = [];
    for await (const page of ecr.paginateDescribeRepositories({ client: own.registry, pageSize: 2 }, {})) {
      names.push((page.repositories ?? []).map(({ repositoryName }) => repositoryName));
    }
    expect(names.every((page) => page.length <= 2)).toBe(true);
    expect(names.flat()).toEqual(expect.arrayContaining(['page/a', 'page/b', 'page/c']));
  });

  test('refuses a name that ECR refuses and an image that is not there', async () => {
    await expect(own.registry.send(new ecr.CreateRepositoryCommand({ repositoryName: 'Shop' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const missing = { repositoryName: 'page/a', imageIds: [{ imageTag: 'none' }] };
    await expect(own.registry.send(new ecr.DescribeImagesCommand(missing))).rejects.toMatchObject({
      name: 'ImageNotFoundException',
    });
  });
});

describe('the image scan', () => {
  test('finds what is in the image, so two images get two answers', async () => {
    await own.push('scan', 'plain', 'FROM debian:bookworm-slim\n');
    const lodash = JSON.stringify({ name: 'lodash', version: '4.17.15' });
    await own.push(
      'scan',
      'lodash',
      `FROM debian:bookworm-slim\nRUN mkdir -p /app/node_modules/lodash\nCOPY <<E /app/node_modules/lodash/package.json\n${lodash}\nE\n`,
    );
    await expect(findings('plain')).rejects.toMatchObject({ name: 'ScanNotFoundException' });
    const started = await own.registry.send(
      new ecr.StartImageScanCommand({ repositoryName: 'scan', imageId: { imageTag: 'plain' } }),
    );
    expect(started.imageScanStatus?.status).toBe('IN_PROGRESS');
    await own.registry.send(new ecr.StartImageScanCommand({ repositoryName: 'scan', imageId: { imageTag: 'lodash' } }));
    const [plain, withLodash] = [await findings('plain'), await findings('lodash')];
    const names = (found: ecr.ImageScanFinding[]) => new Set(found.map(({ name }) => name));
    expect(names(plain)).toContain('CVE-2011-3374');
    expect(names(plain)).not.toContain('CVE-2021-23337');
    expect(names(withLodash)).toContain('CVE-2021-23337');
    await expect(
      own.registry.send(new ecr.StartImageScanCommand({ repositoryName: 'scan', imageId: { imageTag: 'plain' } })),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
  }, 60_000);

  test('gives its findings in pages', async () => {
    const all = await findings('plain');
    const paged = await findings('plain', 3);
    expect(all.length).toBeGreaterThan(3);
    expect(paged).toEqual(all);
  });

  /** All findings of an image once its scan is complete. */
  async function findings(imageTag: string, maxResults?: number): Promise<ecr.ImageScanFinding[]> {
    const input = { repositoryName: 'scan', imageId: { imageTag } };
    await until(async () => {
      const { imageScanStatus } = await own.registry.send(new ecr.DescribeImageScanFindingsCommand(input));
      expect(imageScanStatus?.status).not.toBe('FAILED');
      return imageScanStatus?.status === 'COMPLETE';
    });
    const found: ecr.ImageScanFinding[] = [];
    const client = { client: own.registry, ...(maxResults === undefined ? {} : { pageSize: maxResults }) };
    for await (const page of ecr.paginateDescribeImageScanFindings(client, input)) {
      const part = page.imageScanFindings?.findings ?? [];
      expect(part.length).toBeLessThanOrEqual(maxResults ?? 1000);
      found.push(...part);
    }
    return found;
  }
});

test('the account fails as it is told to', async () => {
  await setFaults([{ service: 'ecs', action: 'ListClusters', times: 1, refuse: { code: 'ExpiredTokenException' } }]);
  const list = () => own.services.send(new ListClustersCommand({}));
  await expect(list()).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  await expect(list()).resolves.toBeDefined();
  await setFaults([{ service: 'registry', action: 'PATCH', times: 1, cutAfterBytes: 1000 }]);
  const image = `${own.testbed.registryHost}/size:cut`;
  await own.docker('tag', 'redis:7-alpine', image);
  // The client tries again by itself, as it does with every registry.
  await own.docker('push', '-q', image);
  expect(await (await fetch(`${own.testbed.endpoint}/_gateway/faults`)).json()).toEqual({ faults: [] });
}, 60_000);

// The last one: it stops the testbed.
test('a stopped testbed leaves nothing behind', async () => {
  await own.docker('run', '-d', 'redis:7-alpine', 'sleep', '600');
  const socket = own.testbed.dockerHost?.replace('unix://', '') ?? '';
  const runs = await readdir(path.join(cacheRoot, 'run'));
  expect(runs.some((run) => socket.includes(run))).toBe(true);
  await own.testbed.stop();
  expect(existsSync(path.dirname(socket))).toBe(false);
  const left = await readdir(path.join(cacheRoot, 'run'));
  expect(left.some((run) => socket.includes(run))).toBe(false);
  await expect(fetch(`${own.testbed.endpoint}/_gateway/faults`)).rejects.toThrow();
  const { stdout: links } = await execute('ip', ['-o', 'link']);
  expect(runs.filter((run) => socket.includes(run)).some((run) => links.includes(run))).toBe(false);
}, 60_000);

async function setFaults(faults: unknown): Promise<void> {
  const { status } = await fetch(`${own.testbed.endpoint}/_gateway/faults`, {
    method: 'POST',
    body: JSON.stringify(faults),
  });
  expect(status).toBe(200);
}
