// ECR's basic image scan. ministack has none. What is found follows from the packages that are in the image: its layers
// are read from the registry (packages.ts) and held against a small table of advisories (advisories.json), so two
// images get two answers. The table is far from complete; it is there to test with.
import { readFile } from 'node:fs/promises';
import { pause } from '../processes.ts';
import type { AwsCall } from './aws-call.ts';
import { type Answer, awsError, json } from './exchange.ts';
import { type InstalledPackage, packagesOf } from './packages.ts';
import { pageToken } from './pages.ts';
import { type ImageId, imageNotFound, isMeant, type PushedImage, type Registry } from './registry.ts';
import { compareVersions } from './versions.ts';

interface Advisory {
  readonly id: string;
  readonly ecosystem: 'debian' | 'npm';
  readonly package: string;
  /** Versions below this one are affected; every version when it is not given. */
  readonly fixedIn?: string;
  readonly severity: Severity;
  readonly description: string;
}

type Severity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL' | 'UNDEFINED';

interface Scan {
  status: 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';
  description: string;
  readonly startedAt: number;
  completedAt?: number;
  findings: readonly Finding[];
}

interface Finding {
  readonly name: string;
  readonly description: string;
  readonly uri: string;
  readonly severity: Severity;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/** A client must see that a scan takes time. */
const LEAST_DURATION_MS = 1500;
const DAY_MS = 24 * 3600 * 1000;
const ORDER: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED'];

export class Scans {
  readonly #registry: Registry;
  readonly #scans = new Map<string, Scan>();

  constructor(registry: Registry) {
    this.#registry = registry;
    registry.describeScan = (image) => this.#summary(image);
  }

  async onPush(image: PushedImage): Promise<void> {
    if (!this.#scans.has(keyOf(image)) && (await this.#registry.scansOnPush(image))) this.#start(image);
  }

  async answer(call: AwsCall): Promise<Answer | undefined> {
    if (call.service !== 'ecr') return undefined;
    if (call.action === 'StartImageScan') return await this.#answerStart(call);
    if (call.action === 'DescribeImageScanFindings') return await this.#answerFindings(call);
    return undefined;
  }

  /** An image that is deleted takes its scan along. */
  forget(call: AwsCall, answer: Answer): void {
    if (call.service !== 'ecr' || answer.status !== 200) return;
    const repository = `${call.account}/${call.region}/${call.input.repositoryName}@`;
    if (call.action === 'DeleteRepository') {
      for (const key of this.#scans.keys()) if (key.startsWith(repository)) this.#scans.delete(key);
    }
    if (call.action === 'BatchDeleteImage') {
      const { imageIds = [] } = JSON.parse(answer.body.toString()) as { imageIds?: ImageId[] };
      for (const { imageDigest } of imageIds) this.#scans.delete(`${repository}${imageDigest}`);
    }
  }

  async #answerStart(call: AwsCall): Promise<Answer> {
    const found = await this.#find(call);
    if ('refused' in found) return found.refused;
    const earlier = this.#scans.get(keyOf(found.image));
    if (earlier && earlier.status !== 'FAILED' && Date.now() - earlier.startedAt < DAY_MS) {
      return awsError(call, {
        code: 'LimitExceededException',
        message: 'The scan quota per image has been exceeded. Wait and try again.',
      });
    }
    const scan = this.#start(found.image);
    return json({ ...identity(call, found.image, found.id), imageScanStatus: statusOf(scan) });
  }

  async #answerFindings(call: AwsCall): Promise<Answer> {
    const found = await this.#find(call);
    if ('refused' in found) return found.refused;
    const scan = this.#scans.get(keyOf(found.image));
    if (!scan) {
      const id = `{imageDigest:'${found.image.digest}', imageTag:'${found.id.imageTag ?? 'null'}'}`;
      return awsError(call, {
        code: 'ScanNotFoundException',
        message: `Image scan does not exist for the image with '${id}' in the repository with name '${found.image.repository}' in the registry with id '${call.account}'`,
      });
    }
    const told = { ...identity(call, found.image, found.id), imageScanStatus: statusOf(scan) };
    if (scan.status !== 'COMPLETE') return json(told);
    const start = pageToken.read(call.input.nextToken);
    if (start === undefined) {
      return awsError(call, { code: 'InvalidParameterException', message: 'Invalid parameter at "nextToken"' });
    }
    const asked = call.input.maxResults;
    const end = start + (typeof asked === 'number' && asked > 0 ? asked : 100);
    return json({
      ...told,
      imageScanFindings: {
        imageScanCompletedAt: seconds(scan.completedAt),
        vulnerabilitySourceUpdatedAt: seconds(scan.startedAt - 3600_000),
        findingSeverityCounts: countBySeverity(scan.findings),
        findings: scan.findings.slice(start, end),
      },
      ...(end < scan.findings.length ? { nextToken: pageToken.write(end) } : {}),
    });
  }

  async #find(call: AwsCall): Promise<{ image: PushedImage; id: ImageId } | { refused: Answer }> {
    const id = (call.input.imageId ?? {}) as ImageId;
    const { images, refused } = await this.#registry.describe(call);
    if (refused) return { refused };
    const image = images.find((candidate) => isMeant(candidate, id));
    if (!image || (!id.imageDigest && !id.imageTag)) return { refused: imageNotFound(call, id) };
    const repository = String(call.input.repositoryName);
    return { image: { account: call.account, region: call.region, repository, digest: image.imageDigest }, id };
  }

  #start(image: PushedImage): Scan {
    const scan: Scan = { status: 'IN_PROGRESS', description: '', startedAt: Date.now(), findings: [] };
    this.#scans.set(keyOf(image), scan);
    void this.#look(image, scan);
    return scan;
  }

  async #look(image: PushedImage, scan: Scan): Promise<void> {
    try {
      const [{ packages, hasOperatingSystem }, advisories] = await Promise.all([
        packagesOf(this.#registry, image),
        advisoryTable(),
        pause(LEAST_DURATION_MS),
      ]);
      scan.findings = findingsIn(packages, advisories);
      scan.completedAt = Date.now();
      scan.status = hasOperatingSystem ? 'COMPLETE' : 'FAILED';
      scan.description = hasOperatingSystem
        ? 'The scan was completed successfully.'
        : 'UnsupportedImageError: The operating system and/or package manager are not supported.';
    } catch (error) {
      scan.status = 'FAILED';
      scan.description = `The scan failed: ${error instanceof Error ? error.message : error}`;
    }
  }

  #summary(image: PushedImage): Record<string, unknown> {
    const scan = this.#scans.get(keyOf(image));
    if (!scan) return {};
    if (scan.status !== 'COMPLETE') return { imageScanStatus: statusOf(scan) };
    return {
      imageScanStatus: statusOf(scan),
      imageScanFindingsSummary: {
        imageScanCompletedAt: seconds(scan.completedAt),
        vulnerabilitySourceUpdatedAt: seconds(scan.startedAt - 3600_000),
        findingSeverityCounts: countBySeverity(scan.findings),
      },
    };
  }
}

function findingsIn(packages: readonly InstalledPackage[], advisories: readonly Advisory[]): Finding[] {
  const found = packages.flatMap((installed) =>
    advisories
      .filter((advisory) => affects(advisory, installed))
      .map((advisory) => ({
        name: advisory.id,
        description: advisory.description,
        uri: uriOf(advisory),
        severity: advisory.severity,
        attributes: [
          { key: 'package_version', value: installed.version },
          { key: 'package_name', value: installed.name },
          ...(advisory.fixedIn === undefined ? [] : [{ key: 'fixed_in', value: advisory.fixedIn }]),
        ],
      })),
  );
  // One copy of a package may lie in several folders; a vulnerability of one version is told once.
  const unique = new Map(found.map((finding) => [`${finding.name} ${JSON.stringify(finding.attributes)}`, finding]));
  return [...unique.values()].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || a.name.localeCompare(b.name, 'en'),
  );
}

function affects(advisory: Advisory, { ecosystem, name, source, version }: InstalledPackage): boolean {
  if (advisory.ecosystem !== ecosystem || (advisory.package !== name && advisory.package !== source)) return false;
  return advisory.fixedIn === undefined || compareVersions(ecosystem, version, advisory.fixedIn) < 0;
}

let table: Promise<readonly Advisory[]> | undefined;

function advisoryTable(): Promise<readonly Advisory[]> {
  table ??= readFile(new URL('advisories.json', import.meta.url), 'utf8').then(
    (text) => JSON.parse(text) as Advisory[],
  );
  return table;
}

function countBySeverity(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

const uriOf = ({ ecosystem, id }: Advisory): string =>
  ecosystem === 'debian'
    ? `https://security-tracker.debian.org/tracker/${id}`
    : `https://nvd.nist.gov/vuln/detail/${id}`;

const identity = (call: AwsCall, image: PushedImage, id: ImageId) => ({
  registryId: call.account,
  repositoryName: image.repository,
  imageId: { imageDigest: image.digest, ...(id.imageTag ? { imageTag: id.imageTag } : {}) },
});

const statusOf = ({ status, description }: Scan) => ({ status, description });
const seconds = (milliseconds = Date.now()): number => Math.floor(milliseconds / 1000);
const keyOf = ({ account, region, repository, digest }: PushedImage) => `${account}/${region}/${repository}@${digest}`;
