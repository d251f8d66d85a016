import { describe, expect, test } from 'vitest';
import type { ScanState } from '../../../src/adapters/aws/ecr-scan.ts';
import type { Vulnerability } from '../../../src/core/image/vulnerability.ts';
import type { ProgressEvent } from '../../../src/workflows/run.ts';
import { lastScan, type ScanPorts, scan } from '../../../src/workflows/scan.ts';

const image = {
  repository: 'shop',
  digest: `sha256:${'a'.repeat(64)}`,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
};
const index = { ...image, mediaType: 'application/vnd.oci.image.index.v1+json' };

describe('a scan', () => {
  test('that was begun by the push is waited for, and every page of it is read, worst first', async () => {
    const registry = scripted([
      state('IN_PROGRESS', []),
      state(
        'COMPLETE',
        [vulnerability('CVE-2', 'LOW')],
        [vulnerability('CVE-1', 'CRITICAL'), vulnerability('CVE-3', 'HIGH')],
      ),
    ]);
    const { run, said } = recorded();
    const found = await scan({ registry }, image, run);
    expect(found.findings.map(({ name }) => name)).toEqual(['CVE-1', 'CVE-3', 'CVE-2']);
    expect(found).toMatchObject({ status: 'COMPLETE', counts: { CRITICAL: 1, HIGH: 1, MEDIUM: 0, LOW: 1 } });
    expect(registry.started).toEqual([]);
    expect(said.map(({ message, done }) => [message, done])).toEqual([
      ['Waiting for the scan of shop@aaaaaaaaaaaa (in progress)', undefined],
      ['Reading the findings of shop', 1],
      ['Reading the findings of shop', 3],
    ]);
  });

  test('is started where there is none', async () => {
    const registry = scripted([undefined, state('COMPLETE', [])]);
    const found = await scan({ registry }, image, recorded().run);
    expect(registry.started).toEqual([image.digest]);
    expect(found.findings).toEqual([]);
  });

  test('of an index is one scan of each of its images, and each finding says which has it', async () => {
    const [amd, arm] = [`sha256:${'b'.repeat(64)}`, `sha256:${'c'.repeat(64)}`];
    const registry = scripted(
      [state('COMPLETE', [vulnerability('CVE-1', 'HIGH')]), state('ACTIVE', [vulnerability('CVE-1', 'HIGH')])],
      [
        { digest: amd, platform: 'linux/amd64' },
        { digest: arm, platform: 'linux/arm64' },
      ],
    );
    const found = await scan({ registry }, index, recorded().run);
    expect(registry.asked).toEqual([amd, arm]);
    expect(found.findings.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(found).toMatchObject({ digest: index.digest, status: 'ACTIVE', counts: { HIGH: 2 } });
  });

  test.each([
    ['UNSUPPORTED_IMAGE', 'scan-unsupported', /ECR cannot scan shop@aaaaaaaaaaaa: .* ECR says: Why it is so\./],
    ['FAILED', 'scan-failed', /failed \(FAILED\)/],
    ['SCAN_ELIGIBILITY_EXPIRED', 'scan-unavailable', /too old/],
    ['IMAGE_ARCHIVED', 'scan-unavailable', /archived/],
    ['LIMIT_EXCEEDED', 'scan-unavailable', /limit of scans/],
  ])('that ends with %s is a sentence and a way out', async (status, code, sentence) => {
    const registry = scripted([{ ...state(status, []), description: 'Why it is so.' }]);
    const error = await scan({ registry }, image, recorded().run).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'UserFacingError', code, message: expect.stringMatching(sentence) });
    expect((error as { action?: unknown }).action).toBeDefined();
  });

  test('that failed because the image is not supported says that', async () => {
    const description = 'UnsupportedImageError: The operating system and/or package manager are not supported.';
    const registry = scripted([{ ...state('FAILED', []), description }]);
    await expect(scan({ registry }, image, recorded().run)).rejects.toMatchObject({ code: 'scan-unsupported' });
  });

  test('that does not end in time is given up', async () => {
    const registry = scripted([state('IN_PROGRESS', [])]);
    const scanning = scan({ registry }, { ...image, patience: 500 }, recorded().run);
    await expect(scanning).rejects.toMatchObject({
      code: 'scan-timeout',
      message: expect.stringMatching(/goes on at AWS/),
    });
  });

  test('that cannot be started and does not come by itself is given up', async () => {
    const registry = scripted([undefined], [], { refusesToStart: true });
    const scanning = scan({ registry }, { ...image, patience: 1_500 }, recorded().run);
    await expect(scanning).rejects.toMatchObject({ code: 'scan-timeout', message: expect.stringMatching(/not begun/) });
    expect(registry.started).toHaveLength(1);
  });

  test('ends at once when it is cancelled', async () => {
    const abort = new AbortController();
    const scanning = scan({ registry: scripted([state('PENDING', [])]) }, image, {
      signal: abort.signal,
      report: () => abort.abort(),
    });
    await expect(scanning).rejects.toMatchObject({ name: 'CancelledError' });
  });

  test('of an image that is not there says so', async () => {
    const registry = { ...scripted([]), image: async () => undefined };
    const { repository, digest } = image;
    await expect(scan({ registry }, { repository, digest }, recorded().run)).rejects.toMatchObject({
      code: 'no-image',
      message: 'There is no image aaaaaaaaaaaa in the repository "shop".',
    });
  });
});

describe('the last scan', () => {
  test('is told as far as it is, and none is started', async () => {
    const registry = scripted([state('IN_PROGRESS', [])]);
    expect(await lastScan({ registry }, image)).toMatchObject({ status: 'IN_PROGRESS', findings: [] });
    expect(registry.started).toEqual([]);
  });

  test('is none for an image that was never scanned', async () => {
    const registry = scripted([undefined]);
    expect(await lastScan({ registry }, image)).toBeUndefined();
    expect(registry.started).toEqual([]);
  });
});

/** Answers with one state after the other, the last one for ever. */
function scripted(
  states: readonly (ScanState | undefined)[],
  platforms: { digest: string; platform: string }[] = [],
  { refusesToStart = false } = {},
) {
  const left = [...states];
  const asked: string[] = [];
  const started: string[] = [];
  return {
    asked,
    started,
    scanState: async (_repository: string, digest: string) => {
      asked.push(digest);
      return left.length > 1 ? left.shift() : left[0];
    },
    startScan: async (_repository: string, digest: string) => {
      started.push(digest);
      return !refusesToStart;
    },
    platforms: async () => platforms,
    image: async () => {
      throw new Error('the media type was given');
    },
  } satisfies ScanPorts['registry'] & { asked: string[]; started: string[] };
}

function state(status: string, ...pages: Vulnerability[][]): ScanState {
  const page = (at: number): ScanState['findings'] => ({
    items: pages[at] ?? [],
    next: at + 1 < pages.length ? async () => page(at + 1) : undefined,
  });
  return { status, description: undefined, scannedAt: new Date(0), findings: page(0) };
}

function vulnerability(name: string, severity: Vulnerability['severity']): Vulnerability {
  const unknown = { package: undefined, version: undefined, fixedIn: undefined, uri: undefined };
  return { name, severity, ...unknown, description: undefined, score: undefined, platform: undefined };
}

function recorded() {
  const said: ProgressEvent[] = [];
  return { said, run: { signal: new AbortController().signal, report: (event: ProgressEvent) => said.push(event) } };
}
