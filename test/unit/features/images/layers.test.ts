import { describe, expect, test } from 'vitest';
import type { ImageLayers, LayerChange } from '../../../../src/core/image/layers.ts';
import { layerNodes } from '../../../../src/features/images/layers-nodes.ts';
import { layersPicture } from '../../../../src/features/images/layers-picture.ts';
import { supersededBytes } from '../../../../src/features/images/layers-superseded.ts';

const change = (path: string, size: number, kind: LayerChange['change'] = 'added'): LayerChange => ({
  path,
  size,
  change: kind,
  kind: 'file',
});

function imageOf(...layers: { by: string; line?: number; entries: LayerChange[] }[]): ImageLayers {
  const made = layers.map(({ by, line, entries }, index) => ({
    diffId: `sha256:${index}`,
    createdBy: by,
    line,
    size: entries.reduce((sum, entry) => sum + (entry.change === 'deleted' ? 0 : entry.size), 0),
    added: entries.length,
    changed: 0,
    deleted: 0,
    entries,
  }));
  const size = made.reduce((sum, layer) => sum + layer.size, 0);
  return { layers: made, size, wastedBytes: 0, wasted: [], efficiency: 1 };
}

const shop = imageOf(
  { by: 'base', entries: [change('/bin/sh', 1000), change('/etc/a', 10)] },
  { by: 'RUN apt-get\n  install', line: 2, entries: [change('/var/lib/apt/x', 500), change('/usr/bin/curl', 300)] },
  { by: 'RUN rm -rf /var/lib/apt', line: 3, entries: [change('/var/lib/apt', 500, 'deleted')] },
  { by: 'COPY a /etc/a', line: 4, entries: [change('/etc/a', 20, 'changed')] },
);

describe('what layers store for nothing', () => {
  test('is what a later layer overwrites, or deletes with the folder that it is in', () => {
    expect(supersededBytes(shop)).toEqual([10, 500, 0, 0]);
  });

  test('is nothing where the deleted folder is made again by a later layer', () => {
    const again = imageOf(
      { by: 'a', entries: [change('/d/x', 7)] },
      { by: 'b', entries: [change('/d', 7, 'deleted')] },
      { by: 'c', entries: [change('/d/x', 9)] },
    );
    expect(supersededBytes(again)).toEqual([7, 0, 0]);
  });
});

describe('the picture of layers', () => {
  const page = (image: ImageLayers) =>
    layersPicture(image, { image: 'shop:latest', nonce: 'n0', linkTo: (line) => `command:x?${line}` });
  const rows = (html: string) => html.match(/<tr><th scope="row" class="number">/g)?.length;

  test('has a row for each layer, and a link for each line', () => {
    const html = page(shop);
    expect(rows(html)).toBe(4);
    expect(html.match(/<a /g)).toHaveLength(3);
    expect(html).toContain('<a href="command:x?3" aria-label="Line 3 of the Dockerfile">3</a>');
    expect(html).toContain('RUN apt-get install');
  });

  test('has no link where the Dockerfile is not known', () => {
    expect(layersPicture(shop, { image: 'shop', nonce: 'n0', linkTo: undefined })).not.toContain('<a ');
  });

  test('runs nothing and fetches nothing', () => {
    const html = page(shop);
    expect(html).toContain(`content="default-src &#39;none&#39;; style-src &#39;nonce-n0&#39;"`);
    expect(html).not.toMatch(/<script|https?:|\sstyle=|\son\w+=/);
  });

  test('shows what an instruction says as text, whatever it says', () => {
    const html = page(imageOf({ by: 'RUN echo "<script>alert(1)</script>"', line: 1, entries: [] }));
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<script');
  });

  test.each([1, 127])('has %i layers whose bars fill the picture and never leave it', (count) => {
    const image = imageOf(
      ...Array.from({ length: count }, (_, index) => ({
        by: `RUN ${index}`,
        line: index + 1,
        entries: [change(`/f${index}`, index + 1)],
      })),
    );
    const html = page(image);
    expect(rows(html)).toBe(count);
    const stack = /<svg class="stack"[\s\S]*?<\/svg>/.exec(html)?.[0] ?? '';
    const bars = [...stack.matchAll(/x="([\d.]+)" y="0" width="([\d.]+)"/g)].map(([, x, width]) => [
      Number(x),
      Number(width),
    ]);
    expect(bars).toHaveLength(count);
    const [x = 0, width = 0] = bars.at(-1) ?? [];
    expect(x + width).toBeCloseTo(1000, 1);
  });

  test('an image without a byte has layers too', () => {
    const html = page(imageOf({ by: 'ENV A=1', line: 1, entries: [] }));
    expect(rows(html)).toBe(1);
    expect(html).not.toContain('NaN');
  });
});

describe('the tree of layers', () => {
  const open = (line: number) => ({ id: 'open', title: 'Show', arguments: [line] });

  test('says what a layer adds, what of it is for nothing, and which line made it', async () => {
    const { items } = await layerNodes(shop, open)();
    expect(items.map(({ label, description }) => `${label}: ${description}`)).toEqual([
      '1 base: 1.0 kB, 10 B for nothing',
      '2 RUN apt-get install: 800 B, 500 B for nothing, line 2',
      '3 RUN rm -rf /var/lib/apt: 0 B, line 3',
      '4 COPY a /etc/a: 20 B, line 4',
    ]);
    expect(items[0]?.command).toBeUndefined();
    expect(items[1]?.command?.arguments).toEqual([2]);
  });

  test('goes down by folders, the largest first, and says what is deleted', async () => {
    const { items } = await layerNodes(shop, open)();
    const inside = await items[1]?.children?.();
    expect(inside?.items.map(({ label, description }) => `${label} ${description}`)).toEqual([
      'var 500 B',
      'usr 300 B',
    ]);
    const bin = await inside?.items[1]?.children?.();
    const curl = await bin?.items[0]?.children?.();
    expect(curl?.items[0]).toMatchObject({ label: 'curl', icon: 'diff-added', tooltip: '/usr/bin/curl' });
    const gone = await (await (await items[2]?.children?.())?.items[0]?.children?.())?.items[0]?.children?.();
    expect(gone?.items[0]).toMatchObject({ label: 'apt', description: 'deleted, 500 B', icon: 'diff-removed' });
  });
});
