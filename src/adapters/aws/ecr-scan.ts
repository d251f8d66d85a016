/** ECR's image scans, basic (ECR's own scanner) and enhanced (Amazon Inspector), read into one shape. */
import type {
  DescribeImageScanFindingsCommandOutput,
  EnhancedImageScanFinding,
  ImageScanFinding,
} from '@aws-sdk/client-ecr';
import { shortDigest } from '../../core/image/digest.ts';
import { severityOf, type Vulnerability } from '../../core/image/vulnerability.ts';
import { call, refusedWith } from './errors.ts';
import type { Page } from './paging.ts';
import type { Session } from './session.ts';

export interface ScanState {
  /** ECR's word: `PENDING`, `IN_PROGRESS`, `COMPLETE`, `ACTIVE` (scanned again and again), `FAILED`, `UNSUPPORTED_IMAGE`, … */
  readonly status: string;
  /** ECR's sentence about the status. */
  readonly description: string | undefined;
  readonly scannedAt: Date | undefined;
  /** The first page of what was found, in ECR's order. */
  readonly findings: Page<Vulnerability>;
}

export interface ImageScanner {
  /** @returns undefined when the image was never scanned. @throws UserFacingError, also when the image is not there */
  scanState(repository: string, digest: string, signal?: AbortSignal): Promise<ScanState | undefined>;
  /**
   * Asks for a scan. One a day is allowed for each image, and none where the registry scans by itself.
   * @returns whether one was started; false means that only an existing or automatic one can be had.
   */
  startScan(repository: string, digest: string, signal?: AbortSignal): Promise<boolean>;
}

export function ecrScanner(session: Session): ImageScanner {
  const ecr = () => Promise.all([session.ecr(), import('./sdk/clients.ts').then(({ ecr }) => ecr)]);

  const page = async (repository: string, digest: string, signal?: AbortSignal, nextToken?: string) => {
    const doing = `read the scan of ${repository}@${shortDigest(digest)}`;
    return call(session, doing, signal, async (options) => {
      const [client, { DescribeImageScanFindingsCommand }] = await ecr();
      const imageId = { imageDigest: digest };
      const input = { repositoryName: repository, imageId, maxResults: 1000, nextToken };
      return client.send(new DescribeImageScanFindingsCommand(input), options);
    });
  };

  return {
    async scanState(repository, digest, signal) {
      const pageOf = (answer: DescribeImageScanFindingsCommandOutput): Page<Vulnerability> => {
        const { nextToken } = answer;
        const next = nextToken ? async () => pageOf(await page(repository, digest, signal, nextToken)) : undefined;
        return { items: vulnerabilitiesOf(answer), next };
      };
      try {
        const answer = await page(repository, digest, signal);
        return {
          status: answer.imageScanStatus?.status ?? 'PENDING',
          description: answer.imageScanStatus?.description,
          scannedAt: answer.imageScanFindings?.imageScanCompletedAt,
          findings: pageOf(answer),
        };
      } catch (error) {
        if (refusedWith(error, 'ScanNotFoundException')) return undefined;
        throw error;
      }
    },

    async startScan(repository, digest, signal) {
      try {
        await call(session, `scan ${repository}@${shortDigest(digest)}`, signal, async (options) => {
          const [client, { StartImageScanCommand }] = await ecr();
          const input = { repositoryName: repository, imageId: { imageDigest: digest } };
          return client.send(new StartImageScanCommand(input), options);
        });
        return true;
      } catch (error) {
        if (refusedWith(error, 'LimitExceededException', 'ValidationException')) return false;
        throw error;
      }
    },
  };
}

function vulnerabilitiesOf({
  imageScanFindings,
}: Pick<DescribeImageScanFindingsCommandOutput, 'imageScanFindings'>): Vulnerability[] {
  return [
    ...(imageScanFindings?.findings ?? []).map(ofBasic),
    ...(imageScanFindings?.enhancedFindings ?? []).map(ofEnhanced),
  ];
}

function ofBasic(finding: ImageScanFinding): Vulnerability {
  const attribute = (name: string) => finding.attributes?.find(({ key }) => key === name)?.value;
  return {
    name: finding.name ?? '',
    severity: severityOf(finding.severity),
    package: attribute('package_name'),
    version: attribute('package_version'),
    fixedIn: undefined,
    uri: finding.uri,
    description: finding.description,
    score: scoreOf(attribute('CVSS4_SCORE') ?? attribute('CVSS3_SCORE') ?? attribute('CVSS2_SCORE')),
    platform: undefined,
  };
}

function ofEnhanced(finding: EnhancedImageScanFinding): Vulnerability {
  const details = finding.packageVulnerabilityDetails;
  const packages = details?.vulnerablePackages ?? [];
  const names = [...new Set(packages.map(({ name }) => name).filter(Boolean))];
  const fixed = packages.find(({ fixedInVersion }) => fixedInVersion && fixedInVersion !== 'NotAvailable');
  return {
    name: details?.vulnerabilityId ?? finding.title ?? finding.findingArn ?? '',
    severity: severityOf(finding.severity),
    package: names.join(', ') || undefined,
    version: packages[0]?.version,
    fixedIn: fixed?.fixedInVersion,
    uri: details?.sourceUrl,
    description: finding.description,
    score: finding.score,
    platform: undefined,
  };
}

function scoreOf(text: string | undefined): number | undefined {
  const score = Number(text);
  return text && Number.isFinite(score) ? score : undefined;
}
