import { l10n } from 'vscode';
import type { Image, Repository } from '../../adapters/aws/ecr.ts';
import type { Pages } from '../../adapters/aws/paging.ts';
import { type Severity, severities, type Vulnerability } from '../../core/image/vulnerability.ts';
import { type Icon, mapPages, type Node, pagesOf } from '../../ui/node.ts';
import type { ImageScan } from '../../workflows/scan.ts';
import {
  describeImage,
  describeRepository,
  describeVulnerability,
  nameOfImage,
  scanWord,
  severityWord,
  tellImage,
  tellRepository,
  tellVulnerability,
} from './words.ts';

/** The listings that the tree is made of. */
export interface RegistryListings {
  repositories(): Pages<Repository>;
  images(repository: Repository): Pages<Image>;
  /** What the last scan of an image found; undefined when there was none. */
  lastScan(image: Image): Promise<ImageScan | undefined>;
}

export function repositoryNodes(listings: RegistryListings): Pages<Node> {
  return mapPages(listings.repositories(), (repository) => repositoryNode(repository, listings));
}

function repositoryNode(repository: Repository, listings: RegistryListings): Node {
  return {
    id: repository.arn,
    label: repository.name,
    description: describeRepository(repository),
    tooltip: tellRepository(repository),
    icon: 'package',
    context: 'quayside.repository',
    value: repository,
    children: mapPages(listings.images(repository), (image) => imageNode(image, listings)),
    empty: l10n.t('No images in this repository'),
  };
}

function imageNode(image: Image, listings: RegistryListings): Node {
  return {
    id: image.id,
    label: nameOfImage(image),
    description: describeImage(image),
    tooltip: tellImage(image),
    icon: image.tags.length > 0 ? 'tag' : 'circle-outline',
    context: 'quayside.image',
    value: image,
    children: async () => findingNodes(await listings.lastScan(image), image)(),
    empty: l10n.t('The last scan found nothing'),
  };
}

/** A line for each severity that was found, or the line that says why there are none. */
function findingNodes(scan: ImageScan | undefined, image: Image): Pages<Node> {
  if (!scan) return pagesOf([unscannedNode(image)]);
  const isFinished = scan.status === 'COMPLETE' || scan.status === 'ACTIVE';
  const groups = severities.filter((severity) => scan.counts[severity] > 0);
  const nodes = groups.map((severity) => severityNode(severity, scan.findings));
  return pagesOf(isFinished ? nodes : [statusNode(scan), ...nodes]);
}

function unscannedNode(image: Image): Node {
  return {
    id: 'unscanned',
    label: l10n.t('Not scanned yet'),
    description: l10n.t('Click to scan'),
    icon: 'shield',
    context: 'quayside.unscanned',
    command: { id: 'quayside.scanImage', title: l10n.t('Scan Image'), arguments: [image] },
  };
}

function statusNode({ status, description }: ImageScan): Node {
  return {
    id: 'status',
    label: scanWord(status),
    description,
    icon: status === 'PENDING' || status === 'IN_PROGRESS' ? 'sync' : 'warning',
    context: 'quayside.scanStatus',
  };
}

function severityNode(severity: Severity, findings: readonly Vulnerability[]): Node {
  const found = findings.filter((finding) => finding.severity === severity);
  return {
    id: severity,
    label: severityWord(severity),
    description: String(found.length),
    icon: iconOf(severity),
    context: 'quayside.severity',
    value: severity,
    children: mapPages(pagesOf(found), findingNode),
  };
}

function findingNode(found: Vulnerability): Node {
  return {
    id: [found.name, found.package, found.version, found.platform].join(' '),
    label: found.name,
    description: describeVulnerability(found),
    tooltip: tellVulnerability(found),
    icon: iconOf(found.severity),
    context: 'quayside.finding',
    value: found,
    command: found.uri
      ? { id: 'vscode.open', title: l10n.t('Read About It'), arguments: [found.uri] }
      : { id: 'quayside.showLog', title: l10n.t('Show Log'), arguments: [] },
  };
}

function iconOf(severity: Severity): Icon {
  switch (severity) {
    case 'CRITICAL':
    case 'HIGH':
      return { id: 'error', color: 'list.errorForeground' };
    case 'MEDIUM':
      return { id: 'warning', color: 'list.warningForeground' };
    default:
      return 'info';
  }
}
