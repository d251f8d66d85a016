// The example applications of the optimizer: what each folder of `examples/optimize` says of itself.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const home = fileURLToPath(new URL('../../examples/optimize', import.meta.url));

const description = z
  .strictObject({
    ecosystem: z.enum([
      'c',
      'cpp',
      'dotnet',
      'go',
      'gradle',
      'maven',
      'next',
      'node',
      'php',
      'python',
      'ruby',
      'rust',
      'static',
    ]),
    title: z.string().min(1),
    /** What a rewrite must not stumble over. */
    awkward: z.string().min(1),
    /** The port in the container that answers; absent where nothing listens. */
    port: z.int().positive().optional(),
    /** A request that both images must answer with a text that holds `expect`. */
    probe: z.strictObject({ path: z.string().startsWith('/'), expect: z.string().min(1) }).optional(),
    /** In place of a request: what to run in both images, whose output and exit code must be the same. */
    command: z.array(z.string()).nonempty().optional(),
    /** The file whose change stands for a day's work when rebuilds are timed. */
    touch: z.string().min(1),
    /** True, or the sentence that says why it cannot be built with what is in reach of the testbed. */
    builds: z.union([z.literal(true), z.string().min(1)]),
    /** Why the best that one can write has a single stage. */
    singleStage: z.string().min(1).optional(),
  })
  .refine(({ port, probe, command }) => (probe ? port !== undefined && !command : command !== undefined), {
    message: 'An example has a port with a probe, or a command.',
  });

export interface Example extends z.infer<typeof description> {
  /** The folder's name. */
  readonly name: string;
  /** Its absolute path: the context of both Dockerfiles. */
  readonly folder: string;
}

export function exampleNames(): readonly string[] {
  return readdirSync(home, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Reads `example.json` of that folder; throws where it lacks something or has something unknown. */
export function readExample(name: string): Example {
  const folder = path.join(home, name);
  const said: unknown = JSON.parse(readFileSync(path.join(folder, 'example.json'), 'utf8'));
  return { ...description.parse(said), name, folder };
}
