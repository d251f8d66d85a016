import { expect, test } from 'vitest';
import type { Image, Repository } from '../../../../src/adapters/aws/ecr.ts';
import { countBySeverity, type Vulnerability } from '../../../../src/core/image/vulnerability.ts';
import { type RegistryListings, repositoryNodes } from '../../../../src/features/registry/nodes.ts';
import { type Node, pagesOf } from '../../../../src/ui/node.ts';
import type { ImageScan } from '../../../../src/workflows/scan.ts';

const repository: Repository = {
  name: 'shop',
  arn: 'arn:aws:ecr:eu-west-1:111122223333:repository/shop',
  uri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop',
  createdAt: undefined,
  isImmutable: false,
  scansOnPush: true,
};
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const image = (details: Partial<Image> = {}): Image => ({
  id: `${repository.arn}@${digest}`,
  repository: 'shop',
  digest,
  tags: ['1.4', 'latest', 'main'],
  size: 45_120_000,
  pushedAt: undefined,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  scanStatus: undefined,
  findings: undefined,
  ...details,
});
const found = (
  name: string,
  severity: Vulnerability['severity'],
  details: Partial<Vulnerability> = {},
): Vulnerability => ({
  name,
  severity,
  package: 'openssl',
  version: '3.0.1',
  fixedIn: undefined,
  uri: undefined,
  description: undefined,
  score: undefined,
  platform: undefined,
  ...details,
});
const scan = (status: string, findings: readonly Vulnerability[] = [], description?: string): ImageScan => ({
  repository: 'shop',
  digest,
  status,
  description,
  scannedAt: undefined,
  counts: countBySeverity(findings),
  findings,
});

test('a repository is known by its ARN and says only what is special', async () => {
  const [plain] = await childrenOf(rootOf({}));
  expect(plain).toMatchObject({
    id: repository.arn,
    label: 'shop',
    description: undefined,
    context: 'quayside.repository',
  });
  const [immutable] = await childrenOf(rootOf({ repositories: () => pagesOf([{ ...repository, isImmutable: true }]) }));
  expect(immutable?.description).toBe('immutable tags');
});

test('an image goes by its first tag and tells the others, its size and its scan', async () => {
  const findings = countBySeverity([found('CVE-1', 'CRITICAL'), found('CVE-2', 'LOW')]);
  const [node] = await images({ findings });
  expect(node).toMatchObject({
    id: `${repository.arn}@${digest}`,
    label: '1.4',
    description: '+2 tags · 45.1 MB · 1 critical, 1 low',
    context: 'quayside.image',
  });
  expect(node?.tooltip).toContain(`shop@${digest}`);
  expect(node?.tooltip).toContain('tags: 1.4, latest, main');
});

test('an untagged image goes by its digest', async () => {
  const [node] = await images({ tags: [], scanStatus: 'IN_PROGRESS' });
  expect(node).toMatchObject({
    label: '0123456789ab',
    description: 'untagged · 45.1 MB · being scanned',
    context: 'quayside.image',
  });
});

test('findings stand under their severity, worst first, each with what mends it and where to read on', async () => {
  const uri = 'https://example.invalid/CVE-1';
  const last = scan('COMPLETE', [
    found('CVE-1', 'CRITICAL', { fixedIn: '3.0.2', uri }),
    found('CVE-2', 'LOW', { platform: 'linux/arm64' }),
    found('CVE-3', 'LOW'),
  ]);
  const groups = await findings(last);
  expect(groups.map(({ label, description }) => [label, description])).toEqual([
    ['critical', '1'],
    ['low', '2'],
  ]);
  const [critical] = await childrenOf(groups[0]?.children);
  expect(critical).toMatchObject({
    label: 'CVE-1',
    description: 'openssl 3.0.1 · fixed in 3.0.2',
    command: { id: 'vscode.open', arguments: [uri] },
  });
  const low = await childrenOf(groups[1]?.children);
  expect(low.map(({ description }) => description)).toEqual(['openssl 3.0.1 · linux/arm64', 'openssl 3.0.1']);
  expect(new Set(low.map(({ id }) => id)).size).toBe(2);
});

test('an image without a scan offers one, and a scan that is under way or impossible says so', async () => {
  expect(await findings(undefined)).toMatchObject([
    { label: 'Not scanned yet', command: { id: 'quayside.scanImage' } },
  ]);
  expect(await findings(scan('IN_PROGRESS'))).toMatchObject([{ label: 'being scanned' }]);
  expect(await findings(scan('UNSUPPORTED_IMAGE', [], 'The operating system is not supported.'))).toMatchObject([
    { label: 'cannot be scanned', description: 'The operating system is not supported.' },
  ]);
  expect(await findings(scan('COMPLETE'))).toEqual([]);
});

function rootOf(listings: Partial<RegistryListings>) {
  return repositoryNodes({
    repositories: () => pagesOf([repository]),
    images: () => pagesOf([image()]),
    lastScan: async () => undefined,
    ...listings,
  });
}

async function images(details: Partial<Image>): Promise<readonly Node[]> {
  const [node] = await childrenOf(rootOf({ images: () => pagesOf([image(details)]) }));
  return childrenOf(node?.children);
}

async function findings(last: ImageScan | undefined): Promise<readonly Node[]> {
  const [node] = await childrenOf(rootOf({ lastScan: async () => last }));
  const [shown] = await childrenOf(node?.children);
  return childrenOf(shown?.children);
}

async function childrenOf(pages: Node['children']): Promise<readonly Node[]> {
  return (await pages?.())?.items ?? [];
}
