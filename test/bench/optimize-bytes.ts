// What the images of the Node examples weigh above their base: by our result, by a generator, and by a person.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readBuildContext } from '../../src/adapters/build-context.ts';
import { findEngine } from '../../src/adapters/docker/engine.ts';
import { bytes } from '../../src/core/amounts.ts';
import { optimize } from '../../src/core/optimize/optimize.ts';
import { bytesAboveBase, type Weighed } from '../prove/above-base.ts';
import { openProvingEngine } from '../prove/engine.ts';
import { readExample } from '../prove/examples.ts';
import type { Generator } from './optimize-peers.ts';

/**
 * Builds three Dockerfiles of each example in turn, on the testbed that runs or on an engine of its own. What cannot
 * be built is named with the builder's words, and has no ratio.
 *
 * @param folder where copies of the examples may lie
 */
export async function printBytes(names: readonly string[], generator: Generator, folder: string): Promise<void> {
  const proving = await openProvingEngine();
  try {
    const engine = await findEngine({ env: { DOCKER_HOST: proving.client.dockerHost } });
    console.log(`\nan application of Node, built, bytes above the base: ours, ${generator.name}, by hand`);
    for (const name of names) {
      const weigh = async (of: (folder: string) => Promise<Weighed>) => {
        const copy = path.join(folder, 'built', name);
        await rm(copy, { recursive: true, force: true });
        await cp(readExample(name).folder, copy, { recursive: true });
        return await bytesAboveBase(proving, engine, await of(copy));
      };
      const ours = await weigh(ourResult);
      const theirs = await weigh(async (copy) => {
        await generator.generate(copy);
        return await read(copy, 'Dockerfile');
      });
      const byHand = await weigh(async (copy) => await read(copy, 'best.Dockerfile'));
      const all = { ours, [generator.name]: theirs, 'by hand': byHand };
      const shown = Object.values(all).map((each) => (typeof each === 'number' ? bytes(each) : 'not built'));
      console.log(`${name.padEnd(24)} ${shown.map((each) => each.padStart(10)).join(' ')}`);
      for (const [whose, each] of Object.entries(all)) {
        if (typeof each !== 'number') console.log(`  ${whose}: ${each.unbuilt}`);
      }
      console.log(`  ours to by hand: ${ratio(ours, byHand)}, ${generator.name} to ours: ${ratio(theirs, ours)}`);
    }
    console.log(
      'The generator reads package.json alone: what the Dockerfile installs beside it, its images do not have.',
    );
  } finally {
    await proving.stop();
  }
}

/** Everything that is proposed, with the files that are written beside it. */
async function ourResult(copy: string): Promise<Weighed> {
  const { context, dockerfile, text } = await read(copy, 'Dockerfile');
  const { all } = optimize(text, { context: readBuildContext(context, dockerfile) });
  for (const file of all.files) {
    const place = path.join(copy, file.path);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, file.text);
  }
  return { context, dockerfile, text: all.text };
}

async function read(context: string, name: string): Promise<Weighed> {
  const dockerfile = path.join(context, name);
  return { context, dockerfile, text: await readFile(dockerfile, 'utf8') };
}

type Outcome = Awaited<ReturnType<typeof bytesAboveBase>>;

function ratio(one: Outcome, other: Outcome): string {
  return typeof one === 'number' && typeof other === 'number' ? (one / other).toFixed(3) : '–';
}
