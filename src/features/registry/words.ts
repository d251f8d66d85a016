import { l10n } from 'vscode';
import type { Image, Repository } from '../../adapters/aws/ecr.ts';
import { bytes } from '../../core/amounts.ts';
import { shortDigest } from '../../core/image/digest.ts';
import { type Severity, type SeverityCounts, severities, type Vulnerability } from '../../core/image/vulnerability.ts';

/** `immutable tags`, or nothing where nothing is special. */
export function describeRepository({ isImmutable }: Repository): string | undefined {
  if (isImmutable === undefined) return l10n.t('some tags immutable');
  return isImmutable ? l10n.t('immutable tags') : undefined;
}

export function tellRepository(repository: Repository): string {
  const lines = [
    repository.name,
    repository.uri,
    describeRepository(repository),
    repository.scansOnPush ? l10n.t('images are scanned when they are pushed') : undefined,
    repository.createdAt && l10n.t('created {0}', when(repository.createdAt)),
  ];
  return lines.filter(Boolean).join('\n');
}

/** The first tag, or the digest of an image without one. */
export function nameOfImage({ tags, digest }: Pick<Image, 'tags' | 'digest'>): string {
  return tags[0] ?? shortDigest(digest);
}

/** `+2 tags · 45.1 MB · 1/2/2026, 10:00 · 2 critical, 5 high` */
export function describeImage({ tags, size, pushedAt, scanStatus, findings }: Image): string {
  const words: string[] = [];
  if (tags.length === 0) words.push(l10n.t('untagged'));
  if (tags.length === 2) words.push(l10n.t('+1 tag'));
  if (tags.length > 2) words.push(l10n.t('+{0} tags', tags.length - 1));
  if (size !== undefined) words.push(bytes(size));
  if (pushedAt) words.push(when(pushedAt));
  if (findings) words.push(sayFindings(findings));
  else if (scanStatus) words.push(scanWord(scanStatus));
  return words.join(' · ');
}

export function tellImage(image: Image): string {
  const lines = [
    `${image.repository}@${image.digest}`,
    image.tags.length > 0 ? l10n.t('tags: {0}', image.tags.join(', ')) : l10n.t('untagged'),
    image.size === undefined ? undefined : l10n.t('{0} compressed', bytes(image.size)),
    image.pushedAt && l10n.t('pushed {0}', when(image.pushedAt)),
    image.scanStatus && l10n.t('scan: {0}', scanWord(image.scanStatus)),
    image.findings && sayFindings(image.findings),
  ];
  return lines.filter(Boolean).join('\n');
}

/** `2 critical, 5 high, 1 low` */
export function sayFindings(counts: SeverityCounts): string {
  const said = severities.filter((severity) => counts[severity] > 0);
  if (said.length === 0) return l10n.t('no findings');
  return said.map((severity) => `${counts[severity]} ${severityWord(severity)}`).join(', ');
}

export function severityWord(severity: Severity): string {
  switch (severity) {
    case 'CRITICAL':
      return l10n.t('critical');
    case 'HIGH':
      return l10n.t('high');
    case 'MEDIUM':
      return l10n.t('medium');
    case 'LOW':
      return l10n.t('low');
    case 'INFORMATIONAL':
      return l10n.t('informational');
    case 'UNDEFINED':
      return l10n.t('of unknown severity');
  }
}

/** `openssl 3.0.1 · fixed in 3.0.2` */
export function describeVulnerability(found: Vulnerability): string {
  const words = [[found.package, found.version].filter(Boolean).join(' ')];
  if (found.fixedIn) words.push(l10n.t('fixed in {0}', found.fixedIn));
  if (found.platform) words.push(found.platform);
  return words.filter(Boolean).join(' · ');
}

export function tellVulnerability(found: Vulnerability): string {
  const score = found.score === undefined ? undefined : l10n.t('CVSS {0}', found.score);
  const heading = [found.name, severityWord(found.severity), score].filter(Boolean).join(' · ');
  return [heading, describeVulnerability(found), found.description, found.uri].filter(Boolean).join('\n');
}

/** ECR's status of a scan, in words. */
export function scanWord(status: string): string {
  switch (status) {
    case 'COMPLETE':
    case 'ACTIVE':
      return l10n.t('scanned');
    case 'PENDING':
    case 'IN_PROGRESS':
      return l10n.t('being scanned');
    case 'UNSUPPORTED_IMAGE':
      return l10n.t('cannot be scanned');
    case 'FAILED':
      return l10n.t('scan failed');
    default:
      return l10n.t('scan: {0}', status.toLowerCase().replaceAll('_', ' '));
  }
}

function when(date: Date): string {
  return date.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });
}
