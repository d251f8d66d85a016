import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { readSavedImage } from '../../../../src/adapters/docker/export.ts';

type Entry = readonly [name: string, contents: string | Buffer | { link: string; type: 'symlink' | 'link' }];

async function archive(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const [name, contents] of entries) {
    if (typeof contents === 'string' || Buffer.isBuffer(contents)) tar.entry({ name, mode: 0o750, uid: 7 }, contents);
    else tar.entry({ name, type: contents.type, linkname: contents.link });
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const read = async (entries: readonly Entry[], known?: Parameters<typeof readSavedImage>[1]['known']) =>
  readSavedImage(Readable.from([await archive(entries)]), { known }, AbortSignal.timeout(10_000));

const config = JSON.stringify({ config: { User: 'a' }, rootfs: { diff_ids: ['sha256:1', 'sha256:2'] } }).padEnd(600);
const layers = async () => [
  await archive([
    ['./a/x', 'one'],
    ['a/link', { type: 'symlink', link: '../x' }],
    ['a/hard', { type: 'link', link: './a/x' }],
  ]),
  await archive([['b', 'x'.repeat(100_000)]]),
];

test.each(['old', 'new', 'packed'] as const)(
  'an image that is saved in the %s way is read layer by layer',
  async (way) => {
    const [one = Buffer.alloc(0), two = Buffer.alloc(0)] = await layers();
    const list = (of: readonly string[], name: string) => JSON.stringify([{ Config: name, Layers: of }]);
    const entries: readonly Entry[] =
      way === 'old'
        ? [
            ['2/VERSION', '1.0'],
            ['2/layer.tar', two],
            ['1/layer.tar', one],
            ['c.json', config],
            ['manifest.json', list(['1/layer.tar', '2/layer.tar'], 'c.json')],
          ]
        : [
            ['blobs/sha256/2', way === 'packed' ? gzipSync(two) : two],
            ['blobs/sha256/c', config],
            ['blobs/sha256/1', one],
            ['oci-layout', '{}'],
            ['manifest.json', list(['blobs/sha256/1', 'blobs/sha256/2'], 'blobs/sha256/c')],
          ];
    const image = await read(entries);
    expect(image.configuration.user).toBe('a');
    expect(image.layers.map(({ diffId, entries: held }) => [diffId, held.map(({ path }) => path)])).toEqual([
      ['sha256:1', ['/a/x', '/a/link', '/a/hard']],
      ['sha256:2', ['/b']],
    ]);
    const [file, link, hard] = image.layers[0]?.entries ?? [];
    expect(file).toMatchObject({ kind: 'file', size: 3, mode: 0o750, uid: 7 });
    expect(file?.hash).toBe(createHash('sha256').update('one').digest('hex'));
    expect([link?.kind, link?.link, hard?.kind, hard?.link]).toEqual(['symlink', '../x', 'hardlink', '/a/x']);
    expect(image.layers[1]?.entries[0]?.hash).toBe(createHash('sha256').update('x'.repeat(100_000)).digest('hex'));
  },
);

test('a layer that was written before is a link in old archives', async () => {
  const [one = Buffer.alloc(0)] = await layers();
  const image = await read([
    ['1/layer.tar', one],
    ['2/layer.tar', { type: 'symlink', link: '../1/layer.tar' }],
    ['c.json', config],
    ['manifest.json', JSON.stringify([{ Config: 'c.json', Layers: ['1/layer.tar', '2/layer.tar'] }])],
  ]);
  expect(image.layers.map(({ entries }) => entries.length)).toEqual([3, 3]);
});

test('an archive that breaks off is an error, in a layer too', async () => {
  const [one = Buffer.alloc(0)] = await layers();
  const whole = await archive([['blobs/sha256/1', one]]);
  const cut = readSavedImage(Readable.from([whole.subarray(0, 900)]), {}, AbortSignal.timeout(10_000));
  await expect(cut).rejects.toThrow();
  await expect(read([['blobs/sha256/1', Buffer.alloc(2000, 1)]])).rejects.toThrow();
});
