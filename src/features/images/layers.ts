/** *Show Layers…*: what each layer of an image adds and wastes, as a picture and as a tree. */
import * as vscode from 'vscode';
import type { Pages } from '../../adapters/aws/paging.ts';
import type { Engine } from '../../adapters/docker/engine.ts';
import { bytes } from '../../core/amounts.ts';
import { CancelledError, UserFacingError } from '../../core/errors.ts';
import type { ImageLayers } from '../../core/image/layers.ts';
import { type Node, pagesOf } from '../../ui/node.ts';
import { Tree } from '../../ui/tree.ts';
import type { Ui } from '../../ui/ui.ts';
import type { LayersInput, layersOf } from '../../workflows/layers.ts';
import { imageNameFor } from './image-name.ts';

export interface LayersDeps {
  readonly ui: Ui;
  cloud(): Promise<{ readonly findEngine: () => Promise<Engine>; readonly layersOf: typeof layersOf }>;
}

/** An image, and the Dockerfile that it was built from where that is known. */
export interface LayersSubject {
  readonly image: string;
  /** Absolute path. */
  readonly dockerfile?: string | undefined;
  readonly target?: string | undefined;
  readonly args?: Readonly<Record<string, string>> | undefined;
}

const viewId = 'quayside.layers';
const openLine = 'quayside.openLayerLine';

/** *Show Layers…* takes the name of an image or a `LayersSubject`, and asks for one where it gets neither. */
export function registerLayers({ ui, cloud }: LayersDeps): vscode.Disposable {
  const shown = new ShownLayers(ui);
  const show = async (given: unknown): Promise<ImageLayers> => {
    const { findEngine, layersOf } = await cloud();
    const engine = await findEngine();
    const subject = subjectOf(given) ?? (await pick(engine));
    const dockerfile = subject.dockerfile ?? (await dockerfileOf(subject.image));
    const uri = dockerfile === undefined ? undefined : vscode.Uri.file(dockerfile);
    const input: LayersInput = {
      image: subject.image,
      ...(uri && { dockerfile: { ...subject, text: await textOf(uri) } }),
    };
    const title = vscode.l10n.t('Reading the layers of {0}', subject.image);
    const layers = await ui.withProgress({ title }, (run) => layersOf({ engine }, input, run));
    await shown.show(subject.image, layers, uri);
    return layers;
  };
  return vscode.Disposable.from(
    shown,
    ui.register('quayside.showLayers', show, { needsTrust: true }),
    vscode.commands.registerCommand(openLine, async (file: string, line: number) => {
      const at = new vscode.Position(line - 1, 0);
      await vscode.window.showTextDocument(vscode.Uri.parse(file), {
        selection: new vscode.Range(at, at),
        viewColumn: vscode.ViewColumn.Beside,
      });
    }),
  );
}

class ShownLayers implements vscode.Disposable {
  readonly #ui: Ui;
  #tree: Tree | undefined;
  #panel: vscode.WebviewPanel | undefined;
  #nodes: Pages<Node> = pagesOf([]);

  constructor(ui: Ui) {
    this.#ui = ui;
  }

  async show(image: string, layers: ImageLayers, dockerfile: vscode.Uri | undefined): Promise<void> {
    const { layerNodes, layersPicture } = await import('./layers-shown.ts');
    const given = (line: number) => [dockerfile?.toString(), line];
    this.#nodes = layerNodes(layers, (line) =>
      dockerfile ? { id: openLine, title: vscode.l10n.t('Show'), arguments: given(line) } : undefined,
    );
    await vscode.commands.executeCommand('setContext', 'quayside.layersShown', true);
    if (this.#tree) this.#tree.reset();
    else this.#tree = new Tree(this.#ui, viewId, () => this.#nodes());
    // The list comes into sight, and the focus goes on to the picture.
    await vscode.commands.executeCommand(`${viewId}.focus`);
    const panel = this.#opened();
    panel.title = vscode.l10n.t('Layers of {0}', image);
    const linkTo = (line: number) => `command:${openLine}?${encodeURIComponent(JSON.stringify(given(line)))}`;
    panel.webview.html = layersPicture(layers, { image, nonce: nonce(), linkTo: dockerfile && linkTo });
    panel.reveal();
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#tree?.dispose();
  }

  #opened(): vscode.WebviewPanel {
    if (this.#panel) return this.#panel;
    const options = { enableScripts: false, enableCommandUris: [openLine], localResourceRoots: [] };
    const panel = vscode.window.createWebviewPanel('quayside.layers', '', vscode.ViewColumn.Active, options);
    panel.iconPath = new vscode.ThemeIcon('layers');
    panel.onDidDispose(() => {
      this.#panel = undefined;
      void vscode.commands.executeCommand('setContext', 'quayside.layersShown', false);
    });
    this.#panel = panel;
    return panel;
  }
}

function subjectOf(given: unknown): LayersSubject | undefined {
  if (typeof given === 'string') return { image: given };
  const isSubject = typeof given === 'object' && given !== null && 'image' in given && typeof given.image === 'string';
  return isSubject ? (given as LayersSubject) : undefined;
}

/** The newest first, so that what was just built is the first. */
async function pick(engine: Engine): Promise<LayersSubject> {
  const images = [...(await engine.images())].sort((a, b) => b.created - a.created);
  const rows = images.flatMap(({ id, tags, size, created }) => {
    const description = `${bytes(size)}, ${new Date(created).toLocaleString(vscode.env.language)}`;
    const names = tags.length > 0 ? tags : [id];
    return names.map((image) => ({ label: image.replace(/^sha256:(.{12}).*/, '$1'), description, image }));
  });
  if (rows.length === 0) {
    throw new UserFacingError({
      code: 'no-image',
      message: vscode.l10n.t('The engine has no image.'),
      action: {
        says: vscode.l10n.t('Build one first.'),
        command: { id: 'quayside.buildImage', title: vscode.l10n.t('Build Image') },
      },
    });
  }
  const options = { title: vscode.l10n.t('Show the layers of which image?'), matchOnDescription: true };
  const picked = await vscode.window.showQuickPick(rows, options);
  if (!picked) throw new CancelledError();
  return { image: picked.image };
}

/** The Dockerfile of the workspace whose build has this name. */
async function dockerfileOf(image: string): Promise<string | undefined> {
  const pattern = '**/{[Dd]ockerfile,[Dd]ockerfile.*,*.[Dd]ockerfile,[Cc]ontainerfile}';
  const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.git}/**', 200);
  return found.find(({ fsPath }) => imageNameFor(fsPath) === image)?.fsPath;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

/** Not to be guessed by what a layer may say of itself. */
function nonce(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
