// Hands images to an engine in the form that `docker load` takes, straight from the cached layers.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Docker from 'dockerode';
import { type BaseImage, dockerArchitecture, type Layer } from '../images.ts';

export async function loadImages(
  docker: Docker,
  folder: string,
  images: readonly BaseImage[],
  architecture: string = dockerArchitecture(),
): Promise<void> {
  const draft = await mkdtemp(path.join(tmpdir(), 'qst-load-'));
  try {
    const files = new Set<string>();
    const manifest: unknown[] = [];
    for (const image of images) {
      const config = JSON.stringify(configuration(image, architecture));
      const name = `${createHash('sha256').update(config).digest('hex')}.json`;
      await writeFile(path.join(draft, name), config);
      files.add(name);
      manifest.push({
        Config: name,
        RepoTags: image.tags,
        Layers: image.layers.map((layer) => `${layer.name}/layer.tar`),
      });
    }
    await writeFile(path.join(draft, 'manifest.json'), JSON.stringify(manifest));
    // Layers of toolchains are big: those that the engine has are left out of the stream, and it does not miss them.
    const present = await presentChains(docker);
    const layers = [...new Set(images.flatMap(({ layers }) => absentFrom(present, layers)))];
    const from = layers.length > 0 ? ['-C', folder, ...layers] : [];
    const tar = spawn('tar', ['-cf', '-', '-C', draft, 'manifest.json', ...files, ...from], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const answer = await docker.loadImage(tar.stdout, { quiet: true });
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    const failure = /"error":"([^"]*)"/.exec(text);
    if (failure) throw new Error(`The engine did not take the base images: ${failure[1]}`);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** For each run of layers from the bottom that some image of the engine has, their digests in one string. */
async function presentChains(docker: Docker): Promise<ReadonlySet<string>> {
  const chains = new Set<string>();
  const images = await docker.listImages();
  for (const { Id } of images) {
    const details = await docker
      .getImage(Id)
      .inspect()
      .catch(() => undefined);
    const diffIds = details?.RootFS?.Layers ?? [];
    for (let count = 1; count <= diffIds.length; count++) chains.add(diffIds.slice(0, count).join());
  }
  return chains;
}

function absentFrom(present: ReadonlySet<string>, layers: readonly Layer[]): string[] {
  const diffIds = layers.map(({ diffId }) => diffId);
  return layers
    .filter((_, index) => !present.has(diffIds.slice(0, index + 1).join()))
    .map(({ name }) => `${name}/layer.tar`);
}

function configuration({ config, layers, comment }: BaseImage, architecture: string): unknown {
  const created = '2024-01-01T00:00:00Z';
  return {
    architecture,
    os: 'linux',
    created,
    config,
    comment,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map(({ name }) => ({ created, created_by: `stand-in layer ${name}` })),
  };
}
