import * as vscode from 'vscode';
import type { ecrRegistry } from '../../adapters/aws/ecr.ts';
import type { ecrScanner } from '../../adapters/aws/ecr-scan.ts';
import type { Session } from '../../adapters/aws/session.ts';
import { listed } from '../../ui/listed.ts';
import { isNode } from '../../ui/node.ts';
import { Tree } from '../../ui/tree.ts';
import type { Ui } from '../../ui/ui.ts';
import type { lastScan, ScanPorts, scan } from '../../workflows/scan.ts';
import { repositoryNodes } from './nodes.ts';
import { scanImage } from './scan-image.ts';

/** The part that talks to AWS, loaded when the view is first shown or an image scanned. */
interface RegistryCloud {
  readonly ecrRegistry: typeof ecrRegistry;
  readonly ecrScanner: typeof ecrScanner;
  readonly scan: typeof scan;
  readonly lastScan: typeof lastScan;
}

export interface RegistryDeps {
  readonly ui: Ui;
  readonly account: { session(): Promise<Session>; readonly onDidChange: vscode.Event<unknown> };
  cloud(): Promise<RegistryCloud>;
}

/** The view Registry: repositories, their images, and what scans found in them; and the command *Scan Image*. */
export function registerRegistry({ ui, account, cloud }: RegistryDeps): vscode.Disposable {
  const from = listed(cloud, account.session);
  const ports = async (): Promise<ScanPorts> => {
    const [{ ecrRegistry, ecrScanner }, session] = await Promise.all([cloud(), account.session()]);
    return { registry: { ...ecrRegistry(session), ...ecrScanner(session) } };
  };
  const root = repositoryNodes({
    repositories: () => from(({ ecrRegistry }, session) => ecrRegistry(session).repositories()),
    images: (repository) => from(({ ecrRegistry }, session) => ecrRegistry(session).images(repository)),
    lastScan: async (image) => (await cloud()).lastScan(await ports(), image),
  });
  const tree = new Tree(ui, 'quayside.registry', root);
  return vscode.Disposable.from(
    tree,
    ui.register('quayside.refreshRegistry', (node) => tree.refresh(isNode(node) ? node : undefined)),
    ui.register('quayside.scanImage', (given) =>
      scanImage(
        {
          ui,
          root,
          scan: async (image, run) => (await cloud()).scan(await ports(), image, run),
          scanned: () => tree.refresh(),
          show: async (image) => {
            const found = await (await ports()).registry.image(image.repository, image.digest);
            if (found) await tree.reveal([found.id.slice(0, found.id.lastIndexOf('@')), found.id]);
          },
        },
        given,
      ),
    ),
    account.onDidChange(() => tree.reset()),
  );
}
