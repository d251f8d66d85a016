/** Size and waste of each layer of an image as a page that needs no script. */
import * as vscode from 'vscode';
import { bytes } from '../../core/amounts.ts';
import type { ImageLayers, Layer } from '../../core/image/layers.ts';
import { layersStyle } from './layers-style.ts';
import { supersededBytes } from './layers-superseded.ts';

export interface PictureOptions {
  readonly image: string;
  /** For the one style sheet. */
  readonly nonce: string;
  /** Where a line of the Dockerfile leads; undefined where it is not known which one made the image. */
  readonly linkTo: ((line: number) => string) | undefined;
}

/** Paths that are listed as stored for nothing. */
const mostPaths = 50;
/** Of the drawing; it is stretched to the page. */
const width = 1000;

export function layersPicture(image: ImageLayers, { image: name, nonce, linkTo }: PictureOptions): string {
  const superseded = supersededBytes(image);
  const title = vscode.l10n.t('Layers of {0}', name);
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style nonce="${escaped(nonce)}">${layersStyle}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(summaryOf(image))}</p>
${stack(image, superseded)}
<p class="legend"><span class="swatch"></span>${escaped(vscode.l10n.t('in the image'))}
<span class="swatch waste"></span>${escaped(vscode.l10n.t('stored for nothing: overwritten or deleted by a later layer'))}</p>
${table(image, superseded, linkTo)}
${wasted(image)}
</body>
</html>
`;
}

function summaryOf({ layers, size, wastedBytes, efficiency }: ImageLayers): string {
  const counted = layers.length === 1 ? vscode.l10n.t('One layer') : vscode.l10n.t('{0} layers', layers.length);
  return vscode.l10n.t(
    '{0}, {1}. {2} belong to paths that are stored more than once or deleted again; efficiency {3} %.',
    counted,
    bytes(size),
    bytes(wastedBytes),
    Math.floor(efficiency * 100),
  );
}

/** All layers side by side, from the lowest up. The table says the same in words. */
function stack({ layers, size }: ImageLayers, superseded: readonly number[]): string {
  let at = 0;
  const parts = layers.map((layer, index) => {
    const from = at;
    at += (layer.size / (size || 1)) * width;
    const waste = ((superseded[index] ?? 0) / (size || 1)) * width;
    const told = `${index + 1}: ${nameOf(layer)}, ${bytes(layer.size)}`;
    return `<g><title>${escaped(told)}</title>${rect(from, at - from, 'layer')}${rect(at - waste, waste, 'waste')}</g>`;
  });
  return `<svg class="stack" viewBox="0 0 ${width} 10" preserveAspectRatio="none" aria-hidden="true">${parts.join('')}</svg>`;
}

function table(image: ImageLayers, superseded: readonly number[], linkTo: PictureOptions['linkTo']): string {
  const largest = Math.max(1, ...image.layers.map(({ size }) => size));
  const rows = image.layers.map((layer, index) => row(layer, index, superseded[index] ?? 0, largest, linkTo));
  const heads: [string, string][] = [
    ['number', vscode.l10n.t('Layer')],
    ['', vscode.l10n.t('Made by')],
    ['', vscode.l10n.t('Line')],
    ['number', vscode.l10n.t('Size')],
    ['bar', vscode.l10n.t('Share')],
    ['number', vscode.l10n.t('For nothing')],
  ];
  const head = heads.map(([kind, text]) => `<th scope="col" class="${kind}">${escaped(text)}</th>`).join('');
  const caption = escaped(vscode.l10n.t('From the lowest layer up'));
  return `<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function row(layer: Layer, index: number, waste: number, largest: number, linkTo: PictureOptions['linkTo']): string {
  const { line, size } = layer;
  const text = line === undefined ? vscode.l10n.t('base image') : String(line);
  const link =
    line !== undefined && linkTo
      ? `<a href="${escaped(linkTo(line))}" aria-label="${escaped(vscode.l10n.t('Line {0} of the Dockerfile', line))}">${line}</a>`
      : escaped(text);
  const share = (size / largest) * width;
  const wasteShare = (waste / largest) * width;
  const bar = `<svg viewBox="0 0 ${width} 10" preserveAspectRatio="none" aria-hidden="true">${rect(0, share, 'layer')}${rect(share - wasteShare, wasteShare, 'waste')}</svg>`;
  return [
    `<tr><th scope="row" class="number">${index + 1}</th>`,
    `<td class="instruction"><code>${escaped(nameOf(layer))}</code></td>`,
    `<td class="line">${link}</td>`,
    `<td class="number">${escaped(bytes(size))}</td>`,
    `<td class="bar">${bar}</td>`,
    `<td class="number">${waste === 0 ? '' : escaped(bytes(waste))}</td></tr>`,
  ].join('');
}

function wasted({ wasted }: ImageLayers): string {
  if (wasted.length === 0) return `<p>${escaped(vscode.l10n.t('No path is stored more than once.'))}</p>`;
  const rows = wasted
    .slice(0, mostPaths)
    .map(
      ({ path, bytes: size, layers }) =>
        `<tr><th scope="row" class="instruction"><code>${escaped(path)}</code></th><td class="number">${escaped(bytes(size))}</td><td>${layers.map((layer) => layer + 1).join(', ')}</td></tr>`,
    );
  const heads = [vscode.l10n.t('Path'), vscode.l10n.t('Size'), vscode.l10n.t('In layers')];
  const [path, size, layers] = heads.map(escaped);
  const more = wasted.length - mostPaths;
  const title = escaped(vscode.l10n.t('Stored more than once, or deleted again'));
  return `<h2>${title}</h2>
<table><thead><tr><th scope="col">${path}</th><th scope="col" class="number">${size}</th><th scope="col">${layers}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
${more > 0 ? `<p>${escaped(vscode.l10n.t('and {0} more', more))}</p>` : ''}`;
}

function rect(x: number, wide: number, kind: 'layer' | 'waste'): string {
  return wide <= 0 ? '' : `<rect class="${kind}" x="${x.toFixed(2)}" y="0" width="${wide.toFixed(2)}" height="10"/>`;
}

/** What made it, on one line. */
function nameOf({ createdBy }: Layer): string {
  const line = createdBy.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? vscode.l10n.t('unknown') : line;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
