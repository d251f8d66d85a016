import { afterEach, describe, expect, test, vi } from 'vitest';
import { ecrRegistry, platformsOf } from '../../../../src/adapters/aws/ecr.ts';
import { ecrScanner } from '../../../../src/adapters/aws/ecr-scan.ts';
import { everyItem } from '../../../../src/adapters/aws/paging.ts';
import { openSession } from '../../../../src/adapters/aws/session.ts';
import { type Answer, answering, json, refusal } from './answers.ts';
import { awsEnvironment, keys } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

const digest = `sha256:${'a'.repeat(64)}`;
const shop = {
  repositoryName: 'shop',
  repositoryArn: 'arn:aws:ecr:eu-west-1:111122223333:repository/shop',
  repositoryUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop',
  imageTagMutability: 'MUTABLE',
  imageScanningConfiguration: { scanOnPush: true },
};

describe('a repository', () => {
  test('that another made between our look and our call is taken as found', async () => {
    await using aws = await account(
      refusal('RepositoryNotFoundException', 'not there'),
      refusal('RepositoryAlreadyExistsException', 'there'),
      json({ repositories: [shop] }),
    );
    const { repository, created } = await aws.registry.ensureRepository({ name: 'shop', tags: { a: 'b' } });
    expect(created).toBe(false);
    expect(repository).toMatchObject({ name: 'shop', uri: shop.repositoryUri, isImmutable: false, scansOnPush: true });
    expect(JSON.parse(aws.requests[1]?.body ?? '')).toEqual({
      repositoryName: 'shop',
      imageScanningConfiguration: { scanOnPush: true },
      tags: [{ Key: 'a', Value: 'b' }],
    });
  });

  test('with a name that ECR refuses is refused before AWS is asked', async () => {
    await using aws = await account(json({}));
    await expect(aws.registry.ensureRepository({ name: 'Shop', tags: {} })).rejects.toMatchObject({
      code: 'invalid-repository-name',
      action: { says: expect.stringContaining('quayside.yaml') },
    });
    expect(aws.requests).toEqual([]);
  });

  test('without our tags is not deleted', async () => {
    await using aws = await account(
      json({ repositories: [shop] }),
      json({ tags: [{ Key: 'owner', Value: 'someone' }] }),
    );
    expect(await aws.registry.deleteOwnRepository('shop', { 'quayside:managed-by': 'quayside' })).toBe(false);
    expect(aws.requests).toHaveLength(2);
  });
});

test('a login is cut out of the token, and its host may have a port', async () => {
  const authorizationToken = Buffer.from('AWS:pass:word').toString('base64');
  await using aws = await account(
    json({
      authorizationData: [{ authorizationToken, proxyEndpoint: 'http://localhost:4566', expiresAt: 1_800_000_000 }],
    }),
  );
  expect(await aws.registry.credentials()).toEqual({
    registry: 'localhost:4566',
    username: 'AWS',
    password: 'pass:word',
    expiresAt: new Date('2027-01-15T08:00:00Z'),
  });
});

test('images come a page at a time, and the second page only when it is asked for', async () => {
  await using aws = await account(
    json({ imageDetails: [{ imageDigest: digest, imageTags: ['1'], imageSizeInBytes: 5 }], nextToken: 'more' }),
    json({
      imageDetails: [
        { imageDigest: `${digest}b`, imageScanFindingsSummary: { findingSeverityCounts: { HIGH: 2, UNTRIAGED: 1 } } },
      ],
    }),
  );
  const first = await aws.registry.images({ name: 'shop', arn: shop.repositoryArn })();
  expect(aws.requests).toHaveLength(1);
  expect(first.items).toMatchObject([
    { id: `${shop.repositoryArn}@${digest}`, tags: ['1'], size: 5, findings: undefined },
  ]);
  const second = await first.next?.();
  expect(second?.items).toMatchObject([{ tags: [], findings: { CRITICAL: 0, HIGH: 2, UNDEFINED: 1 } }]);
  expect(second?.next).toBeUndefined();
  expect(JSON.parse(aws.requests[1]?.body ?? '')).toMatchObject({ repositoryName: 'shop', nextToken: 'more' });
});

test('an image or a repository that is not there is undefined', async () => {
  await using aws = await account(
    refusal('ImageNotFoundException', 'no'),
    refusal('RepositoryNotFoundException', 'no'),
  );
  expect(await aws.registry.image('shop', 'latest')).toBeUndefined();
  expect(await aws.registry.image('shop', digest)).toBeUndefined();
  expect(aws.requests.map(({ body }) => JSON.parse(body).imageIds)).toEqual([
    [{ imageTag: 'latest' }],
    [{ imageDigest: digest }],
  ]);
});

test('the images of an index are told without its attestations', () => {
  const manifests = [
    { digest: 'sha256:1', platform: { os: 'linux', architecture: 'amd64' } },
    { digest: 'sha256:2', platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
    { digest: 'sha256:3', platform: { os: 'unknown', architecture: 'unknown' } },
  ];
  expect(platformsOf(JSON.stringify({ manifests }))).toEqual([
    { digest: 'sha256:1', platform: 'linux/amd64' },
    { digest: 'sha256:2', platform: 'linux/arm/v7' },
  ]);
  expect(platformsOf(JSON.stringify({ layers: [] }))).toEqual([]);
});

describe('findings', () => {
  test('of ECR’s own scanner, over several pages', async () => {
    const finding = {
      name: 'CVE-2024-1',
      severity: 'HIGH',
      uri: 'https://example.invalid/CVE-2024-1',
      description: 'Bad.',
      attributes: [
        { key: 'package_name', value: 'openssl' },
        { key: 'package_version', value: '3.0.1' },
        { key: 'CVSS3_SCORE', value: '7.5' },
      ],
    };
    const answer = (name: string, nextToken?: string) =>
      json({
        imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
        imageScanFindings: { imageScanCompletedAt: 1_700_000_000, findings: [{ ...finding, name }] },
        nextToken,
      });
    await using aws = await account(answer('CVE-2024-1', 'more'), answer('CVE-2024-2'));
    const state = await aws.scanner.scanState('shop', digest);
    expect(state).toMatchObject({ status: 'COMPLETE', scannedAt: new Date(1_700_000_000_000) });
    const found = await everyItem(async () => state?.findings ?? { items: [], next: undefined });
    expect(found.map(({ name }) => name)).toEqual(['CVE-2024-1', 'CVE-2024-2']);
    expect(found[0]).toEqual({
      name: 'CVE-2024-1',
      severity: 'HIGH',
      package: 'openssl',
      version: '3.0.1',
      fixedIn: undefined,
      uri: 'https://example.invalid/CVE-2024-1',
      description: 'Bad.',
      score: 7.5,
      platform: undefined,
    });
  });

  test('of Amazon Inspector', async () => {
    const packageVulnerabilityDetails = {
      vulnerabilityId: 'CVE-2024-9',
      sourceUrl: 'https://example.invalid/CVE-2024-9',
      vulnerablePackages: [
        { name: 'libssl3', version: '3.0.1', fixedInVersion: '3.0.2' },
        { name: 'openssl', version: '3.0.1', fixedInVersion: 'NotAvailable' },
      ],
    };
    await using aws = await account(
      json({
        imageScanStatus: { status: 'ACTIVE' },
        imageScanFindings: {
          enhancedFindings: [
            { title: 'CVE-2024-9 - openssl', severity: 'UNTRIAGED', score: 9.8, packageVulnerabilityDetails },
          ],
        },
      }),
    );
    const state = await aws.scanner.scanState('shop', digest);
    expect(state?.findings.items).toMatchObject([
      {
        name: 'CVE-2024-9',
        severity: 'UNDEFINED',
        package: 'libssl3, openssl',
        version: '3.0.1',
        fixedIn: '3.0.2',
        score: 9.8,
      },
    ]);
  });

  test('there are none before a scan', async () => {
    await using aws = await account(refusal('ScanNotFoundException', 'none'), json({}));
    expect(await aws.scanner.scanState('shop', digest)).toBeUndefined();
    expect(await aws.scanner.startScan('shop', digest)).toBe(true);
  });

  test.each([
    ['the image was scanned today', refusal('LimitExceededException', 'The scan quota per image has been exceeded')],
    ['the registry scans by itself', refusal('ValidationException', 'This feature is disabled')],
  ])(
    'a scan cannot be started when %s',
    async (_why, answer) => {
      // The SDK takes LimitExceeded for throttling and asks four times.
      await using aws = await account(answer);
      expect(await aws.scanner.startScan('shop', digest)).toBe(false);
    },
    30_000,
  );
});

async function account(...answers: readonly Answer[]) {
  const server = await answering(...answers);
  const environment = await awsEnvironment({ ...keys, AWS_ENDPOINT_URL: server.url });
  const session = openSession({ profile: undefined, region: undefined }, { version: '0.0.0' });
  return {
    requests: server.requests,
    registry: ecrRegistry(session),
    scanner: ecrScanner(session),
    [Symbol.asyncDispose]: async () => {
      session.dispose();
      await environment[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
