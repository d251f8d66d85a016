/** The layers of an image as nodes, each with the folders and files that it changes, the largest first. */
import * as vscode from 'vscode';
import type { Pages } from '../../adapters/aws/paging.ts';
import { bytes } from '../../core/amounts.ts';
import type { ImageLayers, Layer, LayerChange } from '../../core/image/layers.ts';
import { type Node, pagesOf } from '../../ui/node.ts';
import { supersededBytes } from './layers-superseded.ts';

/** @param open what a click on a layer does that a line of the Dockerfile made */
export function layerNodes(image: ImageLayers, open: (line: number) => Node['command']): Pages<Node> {
  const superseded = supersededBytes(image);
  return pagesOf(image.layers.map((layer, index) => layerNode(layer, index, superseded[index] ?? 0, open)));
}

function layerNode(layer: Layer, index: number, waste: number, open: (line: number) => Node['command']): Node {
  const { createdBy, line, size, entries, diffId, added, changed, deleted } = layer;
  const name = createdBy.replaceAll(/\s+/g, ' ').trim();
  const place = line === undefined ? undefined : vscode.l10n.t('line {0}', line);
  const wasted = waste === 0 ? undefined : vscode.l10n.t('{0} for nothing', bytes(waste));
  const counts = vscode.l10n.t('{0} added, {1} changed, {2} deleted', added, changed, deleted);
  return {
    id: `${index} ${diffId}`,
    label: `${index + 1} ${name === '' ? vscode.l10n.t('unknown') : name}`,
    description: [bytes(size), wasted, place].filter(Boolean).join(', '),
    icon: waste > 0 ? { id: 'layers', color: 'list.warningForeground' } : 'layers',
    tooltip: [createdBy, place ?? vscode.l10n.t('of the base image'), bytes(size), wasted, counts, diffId]
      .filter(Boolean)
      .join('\n'),
    context: 'quayside.layer',
    value: layer,
    command: line === undefined ? undefined : open(line),
    children: async () => pagesOf(below(entries, '/'))(),
    empty: vscode.l10n.t('It changes no file.'),
  };
}

/** What lies directly in a folder, with the sizes of all that is below it. */
function below(entries: readonly LayerChange[], folder: string): readonly Node[] {
  const found = new Map<string, { size: number; own: LayerChange | undefined; inside: LayerChange[] }>();
  for (const entry of entries) {
    const rest = entry.path.slice(folder.length);
    if (rest === '') continue;
    const slash = rest.indexOf('/');
    const name = slash < 0 ? rest : rest.slice(0, slash);
    const at = found.get(name) ?? { size: 0, own: undefined, inside: [] };
    found.set(name, at);
    if (slash < 0) at.own = entry;
    else at.inside.push(entry);
    if (entry.change !== 'deleted') at.size += entry.size;
  }
  return [...found]
    .sort(([a, { size }], [b, other]) => other.size - size || (a < b ? -1 : 1))
    .map(([name, { size, own, inside }]) => ({
      id: name,
      label: name,
      description: own?.change === 'deleted' ? deletedSize(own) : bytes(size),
      icon: iconOf(own, inside),
      context: 'quayside.layerEntry',
      tooltip: `${folder}${name}`,
      ...(inside.length > 0 && { children: async () => pagesOf(below(inside, `${folder}${name}/`))() }),
    }));
}

const deletedSize = ({ size }: LayerChange) => vscode.l10n.t('deleted, {0}', bytes(size));

function iconOf(own: LayerChange | undefined, inside: readonly LayerChange[]): Node['icon'] {
  if (own?.change === 'deleted') return 'diff-removed';
  if (inside.length > 0 || own?.kind === 'directory') return 'folder';
  return own?.change === 'changed' ? 'diff-modified' : 'diff-added';
}
