// Hands images to an engine in the form that `docker load` takes, straight from the cached layers.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Docker from 'dockerode';
import { type BaseImage, dockerArchitecture } from '../images.ts';

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
    const layers = [...new Set(images.flatMap((image) => image.layers.map(({ name }) => `${name}/layer.tar`)))];
    const tar = spawn('tar', ['-cf', '-', '-C', draft, 'manifest.json', ...files, '-C', folder, ...layers], {
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

function configuration({ config, layers }: BaseImage, architecture: string): unknown {
  const created = '2024-01-01T00:00:00Z';
  return {
    architecture,
    os: 'linux',
    created,
    config,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: layers.map(({ name }) => ({ created, created_by: `stand-in layer ${name}` })),
  };
}
