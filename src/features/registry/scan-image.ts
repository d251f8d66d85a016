import * as vscode from 'vscode';
import type { Image } from '../../adapters/aws/ecr.ts';
import type { Pages } from '../../adapters/aws/paging.ts';
import { isNode, type Node } from '../../ui/node.ts';
import { pickNode } from '../../ui/pick.ts';
import type { Ui } from '../../ui/ui.ts';
import type { Run } from '../../workflows/run.ts';
import type { ImageScan, ScanInput } from '../../workflows/scan.ts';
import { describeVulnerability, nameOfImage, sayFindings, severityWord } from './words.ts';

/** What can be scanned: an image of the tree, or the name and digest of one that was just pushed. */
type Scannable = ScanInput & Partial<Pick<Image, 'tags'>>;

export interface ScanImageDeps {
  readonly ui: Ui;
  /** Repositories with their images, for the picker. */
  readonly root: Pages<Node>;
  scan(image: ScanInput, run: Run): Promise<ImageScan>;
  /** Called when the scan is through, before it is told. */
  scanned(image: Scannable): void;
  /** Shows the image in the tree. */
  show(image: Scannable): Promise<unknown>;
}

/**
 * The command *Scan Image*: of a line of the tree, of a `Scannable` that another command hands over, or of an image
 * that the person picks. Answers with the scan.
 */
export async function scanImage(deps: ScanImageDeps, given: unknown): Promise<ImageScan> {
  const { ui, root } = deps;
  const image = scannable(given) ?? ((await pickImage(root)).value as Image);
  const name = `${image.repository}:${nameOfImage({ tags: [], ...image })}`;
  const found = await ui.withProgress({ title: vscode.l10n.t('Scanning {0}', name) }, (run) => deps.scan(image, run));
  logFindings(ui, name, found);
  deps.scanned(image);
  const told = vscode.l10n.t('{0}: {1}.', name, sayFindings(found.counts));
  const isBad = found.counts.CRITICAL + found.counts.HIGH > 0;
  const say = isBad ? ui.warn : ui.inform;
  if (found.findings.length === 0) say(told);
  else {
    say(
      told,
      { title: vscode.l10n.t('Show Findings'), run: () => deps.show(image) },
      { title: vscode.l10n.t('Show Log'), run: () => ui.log.show() },
    );
  }
  return found;
}

function scannable(given: unknown): Scannable | undefined {
  const value = isNode(given) ? given.value : given;
  if (typeof value !== 'object' || value === null) return undefined;
  return 'repository' in value && 'digest' in value ? (value as Scannable) : undefined;
}

function pickImage(root: Pages<Node>): Promise<Node> {
  return pickNode(root, [
    {
      context: 'quayside.repository',
      title: vscode.l10n.t('Repository of the image'),
      empty: vscode.l10n.t('There are no repositories in this account and region.'),
    },
    {
      context: 'quayside.image',
      title: vscode.l10n.t('Image to scan'),
      empty: vscode.l10n.t('There are no images in this repository.'),
    },
  ]);
}

function logFindings({ log }: Ui, name: string, { findings, counts, scannedAt }: ImageScan): void {
  const date = scannedAt ? ` (${scannedAt.toISOString()})` : '';
  log.info(`${name}: ${sayFindings(counts)}${date}`);
  for (const finding of findings) {
    const words = [finding.name, severityWord(finding.severity), describeVulnerability(finding), finding.uri];
    log.info(`  ${words.filter(Boolean).join(' · ')}`);
  }
}
