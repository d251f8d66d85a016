import type { Registry } from '../adapters/aws/ecr.ts';
import type { ImageScanner, ScanState } from '../adapters/aws/ecr-scan.ts';
import { UserFacingError } from '../core/errors.ts';
import { shortDigest } from '../core/image/digest.ts';
import { countBySeverity, type SeverityCounts, type Vulnerability, worstFirst } from '../core/image/vulnerability.ts';
import type { Run } from './run.ts';
import { untilAnswered } from './waiting.ts';

export interface ScanPorts {
  readonly registry: ImageScanner & Pick<Registry, 'image' | 'platforms'>;
}

export interface ScanInput {
  /** Name of the repository. */
  readonly repository: string;
  /** `sha256:…` */
  readonly digest: string;
  /** Of the manifest; looked up unless given. The images of an index are scanned one by one. */
  readonly mediaType?: string | undefined;
  /** Milliseconds that a scan may take; ten minutes unless given. */
  readonly patience?: number;
}

export interface ImageScan {
  readonly repository: string;
  readonly digest: string;
  /**
   * `COMPLETE`, or `ACTIVE` where Amazon Inspector scans the image again whenever it learns something; of a last scan
   * also `IN_PROGRESS`, `UNSUPPORTED_IMAGE` and ECR's other words.
   */
  readonly status: string;
  /** ECR's sentence about the status. */
  readonly description: string | undefined;
  /** The oldest scan's, for an index. */
  readonly scannedAt: Date | undefined;
  readonly counts: SeverityCounts;
  /** Worst first. */
  readonly findings: readonly Vulnerability[];
}

/**
 * What ECR knows about an image: takes the scan that there is or that scan-on-push began, starts one where there
 * is none, waits for it and reads every finding.
 * @throws UserFacingError `no-image`, `scan-unsupported`, `scan-failed`, `scan-timeout`, `scan-unavailable`
 */
export async function scan({ registry }: ScanPorts, input: ScanInput, run: Run): Promise<ImageScan> {
  const { repository, patience = 600_000 } = input;
  const deadline = Date.now() + patience;
  const scans: PlatformScan[] = [];
  for (const image of await scannable(registry, input, run.signal)) {
    const state = await finishedScan(registry, { repository, ...image, patience: deadline - Date.now() }, run);
    scans.push({ state, findings: await everyFinding(state, { repository, ...image }, run) });
  }
  return joined(input, scans);
}

/**
 * What is known about an image without asking for anything: the scan that there is, finished or not.
 * @returns undefined when the image, or one image of the index, was never scanned.
 */
export async function lastScan(
  { registry }: ScanPorts,
  input: ScanInput,
  run: Run = unobserved(),
): Promise<ImageScan | undefined> {
  const { repository } = input;
  const scans: PlatformScan[] = [];
  for (const image of await scannable(registry, input, run.signal)) {
    const state = await registry.scanState(repository, image.digest, run.signal);
    if (!state) return undefined;
    scans.push({ state, findings: await everyFinding(state, { repository, ...image }, run) });
  }
  return joined(input, scans);
}

function unobserved(): Run {
  return { signal: new AbortController().signal, report: () => {} };
}

interface PlatformScan {
  readonly state: ScanState;
  readonly findings: readonly Vulnerability[];
}

interface Scannable {
  readonly digest: string;
  readonly platform: string | undefined;
}

/** The image itself, or the images of an index: ECR scans no index. */
async function scannable(registry: ScanPorts['registry'], input: ScanInput, signal: AbortSignal): Promise<Scannable[]> {
  const { repository, digest } = input;
  const { mediaType } = input.mediaType
    ? input
    : ((await registry.image(repository, digest, signal)) ?? noImage(input));
  const platforms = isIndex(mediaType) ? await registry.platforms(repository, digest, signal) : [];
  return platforms.length > 0 ? [...platforms] : [{ digest, platform: undefined }];
}

function noImage({ repository, digest }: ScanInput): never {
  throw new UserFacingError({
    code: 'no-image',
    message: `There is no image ${shortDigest(digest)} in the repository "${repository}".`,
    action: { says: 'Push the image first.' },
  });
}

/** The status that needs attention stands for all of them. */
function joined({ repository, digest }: ScanInput, scans: readonly PlatformScan[]): ImageScan {
  const findings = worstFirst(scans.flatMap((each) => each.findings));
  const dates = scans.flatMap(({ state }) => state.scannedAt ?? []).sort((a, b) => Number(a) - Number(b));
  const states = scans.map(({ state }) => state);
  const telling = states.find(({ status }) => !finished.has(status)) ?? states.find(isActive) ?? states[0];
  return {
    repository,
    digest,
    status: telling?.status ?? 'COMPLETE',
    description: telling?.description,
    scannedAt: dates[0],
    counts: countBySeverity(findings),
    findings,
  };
}

function isActive({ status }: ScanState): boolean {
  return status === 'ACTIVE';
}

interface Wanted extends Scannable {
  readonly repository: string;
  /** Milliseconds that are left for it. */
  readonly patience: number;
}

async function finishedScan(scanner: ImageScanner, wanted: Wanted, { signal, report }: Run): Promise<ScanState> {
  const { repository, digest, patience } = wanted;
  let isStartable = true;
  let seen: ScanState | undefined;
  const done = await untilAnswered(
    async () => {
      seen = await scanner.scanState(repository, digest, signal);
      if (seen && finished.has(seen.status)) return seen;
      if (seen && !pending.has(seen.status)) throw unusable(seen, wanted);
      if (!seen && isStartable) {
        isStartable = false;
        const isStarted = await scanner.startScan(repository, digest, signal);
        report({ phase: 'scan', message: `${isStarted ? 'Started' : 'Waiting for'} the scan of ${nameOf(wanted)}` });
        return undefined;
      }
      const status = seen ? ` (${seen.status.toLowerCase().replaceAll('_', ' ')})` : '';
      report({ phase: 'scan', message: `Waiting for the scan of ${nameOf(wanted)}${status}` });
      return undefined;
    },
    { most: patience, first: 1_000, signal },
  );
  if (!done) throw tooSlow(seen, wanted);
  return done;
}

async function everyFinding(
  state: ScanState,
  { repository, platform }: Omit<Wanted, 'patience'>,
  run: Run,
): Promise<Vulnerability[]> {
  const found: Vulnerability[] = [];
  for (let page: ScanState['findings'] | undefined = state.findings; page; page = await page.next?.()) {
    found.push(...page.items.map((finding) => ({ ...finding, platform })));
    const message = `Reading the findings of ${repository}`;
    run.report({ phase: 'scan.findings', message, done: found.length, unit: 'findings' });
  }
  return found;
}

const finished = new Set(['COMPLETE', 'ACTIVE']);
const pending = new Set(['PENDING', 'IN_PROGRESS']);

function unusable({ status, description }: ScanState, wanted: Wanted): UserFacingError {
  const said = description ? ` ECR says: ${description.replace(/\.?$/, '.')}` : '';
  // ECR's own scanner tells in the description what Amazon Inspector has a status for.
  const isUnsupported = status === 'FAILED' && description?.startsWith('UnsupportedImageError');
  switch (isUnsupported ? 'UNSUPPORTED_IMAGE' : status) {
    case 'UNSUPPORTED_IMAGE':
      return new UserFacingError({
        code: 'scan-unsupported',
        message: `ECR cannot scan ${nameOf(wanted)}: its scanner does not know what the image is made of.${said}`,
        action: { says: 'Build on a distribution that ECR scans, or turn on enhanced scanning for the registry.' },
      });
    case 'SCAN_ELIGIBILITY_EXPIRED':
      return new UserFacingError({
        code: 'scan-unavailable',
        message: `The scan of ${nameOf(wanted)} is too old: Amazon Inspector no longer watches this image.${said}`,
        action: { says: 'Push the image again.' },
      });
    case 'IMAGE_ARCHIVED':
      return new UserFacingError({
        code: 'scan-unavailable',
        message: `${nameOf(wanted)} is archived, and ECR scans no archived images.${said}`,
        action: { says: 'Restore the image from the archive first.' },
      });
    case 'LIMIT_EXCEEDED':
      return new UserFacingError({
        code: 'scan-unavailable',
        message: `ECR did not scan ${nameOf(wanted)}: the account's limit of scans is reached.${said}`,
        action: { says: 'Try again tomorrow.' },
      });
    default:
      return new UserFacingError({
        code: 'scan-failed',
        message: `The scan of ${nameOf(wanted)} failed (${status}).${said}`,
        action: { says: 'Scan the image again in a while; ECR allows one scan of an image a day.' },
      });
  }
}

function tooSlow(state: ScanState | undefined, wanted: Wanted): UserFacingError {
  return new UserFacingError({
    code: 'scan-timeout',
    message: state
      ? `The scan of ${nameOf(wanted)} has not finished in time; it goes on at AWS.`
      : `ECR has not begun to scan ${nameOf(wanted)}, and does not let it be started by hand.`,
    action: { says: 'Scan the image again in a few minutes to see the result.' },
  });
}

function nameOf({ repository, digest, platform }: Omit<Wanted, 'patience'>): string {
  return `${repository}@${shortDigest(digest)}${platform ? ` (${platform})` : ''}`;
}

function isIndex(mediaType: string | undefined): boolean {
  return /manifest\.list|image\.index/.test(mediaType ?? '');
}
