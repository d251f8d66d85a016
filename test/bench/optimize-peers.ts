// What our optimizer is measured against, fetched once by version into the cache of the testbed.
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cached } from '../testbed/cache.ts';
import { run } from '../testbed/processes.ts';

const versions = { dinghy: '1.0.2', generator: '0.7.10' };

export interface Parser {
  readonly name: string;
  /** A tree of a Dockerfile and of the scripts in it, which is where a repair would begin. */
  readonly parse: (text: string) => Promise<unknown>;
}

export interface Generator {
  readonly name: string;
  /** Writes a Dockerfile into a folder with a package.json. */
  readonly generate: (folder: string) => Promise<void>;
}

async function fetchPeers(): Promise<string> {
  return await cached(`optimize-peers-${versions.dinghy}-${versions.generator}`, async (draft) => {
    await mkdir(draft, { recursive: true });
    const wanted = [`@tdurieux/dinghy@${versions.dinghy}`, `@flydotio/dockerfile@${versions.generator}`];
    await run('npm', ['install', '--prefix', draft, '--ignore-scripts', '--no-audit', '--no-fund', ...wanted]);
  });
}

/** The parser that docker-parfum repairs with. */
export async function fetchParser(): Promise<Parser> {
  const main = path.join(await fetchPeers(), 'node_modules/@tdurieux/dinghy/build/index.js');
  const { dockerfileParser, File } = createRequire(main)(main) as {
    File: new (path: string, content: string) => unknown;
    dockerfileParser: { DockerParser: new (file: unknown) => { parse(): unknown } };
  };
  const { DockerParser } = dockerfileParser;
  return {
    name: `dinghy ${versions.dinghy} (parse alone)`,
    parse: async (text) => await new DockerParser(new File('Dockerfile', text)).parse(),
  };
}

/** The generator of Dockerfiles for Node. */
export async function fetchGenerator(): Promise<Generator> {
  const program = path.join(await fetchPeers(), 'node_modules/@flydotio/dockerfile/index.js');
  return {
    name: `@flydotio/dockerfile ${versions.generator}`,
    generate: async (folder) => {
      await run(process.execPath, [program, '--force'], { cwd: folder });
    },
  };
}
