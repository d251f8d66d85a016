// What BuildKit says of a Dockerfile that it reads to the end and does not build: every instruction, flag and stage.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { basesOf, withoutSyntax } from './bases.ts';
import { type Client, clientEnvironment } from './client.ts';

export interface Checked {
  /** In the builder's words, with the line; undefined when it reads the file. */
  readonly refusal: string | undefined;
  /** Names of its checks that find something: `StageNameCasing`. */
  readonly warnings: ReadonlySet<string>;
}

/**
 * Has the file checked with an empty folder in place of each image, so that no registry is asked.
 *
 * @param images that a file may name; others are looked for in a registry, which fails here. A name with a tag or a
 *   digest is no stage that is spelled wrong, and is always one of them.
 */
export async function checkedByEngine(client: Client, text: string, images: ReadonlySet<string>): Promise<Checked> {
  const folder = await mkdtemp(path.join(tmpdir(), 'quayside-check-'));
  try {
    const [context, dockerfile] = [path.join(folder, 'empty'), path.join(folder, 'Dockerfile')];
    await mkdir(context);
    await writeFile(dockerfile, withoutSyntax(text));
    const named = basesOf(text).filter((image) => image !== 'scratch' && (images.has(image) || /[:@/]/.test(image)));
    const stubs = named.flatMap((image) => ['--build-context', `${image}=${context}`]);
    const args = ['build', '--check', '--progress=plain', ...stubs, '-f', dockerfile, context];
    return readAnswer(await answerOf(client.program, args, await clientEnvironment(client, folder)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ends with 1 for warnings as well, which are told on stdout. */
function readAnswer({ code, stdout, stderr }: Answer): Checked {
  const warnings = new Set([...stdout.matchAll(/^WARNING: (\w+)/gm)].map(([, name = '']) => name));
  if (code === 0 || /^Check complete/m.test(stdout)) return { refusal: undefined, warnings };
  const says = /^ERROR: (.*)$/m.exec(stderr)?.[1] ?? (stderr.trim().split('\n').at(-1) || `exit code ${code}`);
  const line = /^\s*\d+ \| >>> (.*)$/m.exec(stderr)?.[1];
  const refusal = says.replace(/^failed to build: failed to solve: /, '') + (line === undefined ? '' : ` (${line})`);
  return { refusal, warnings };
}

function answerOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Answer> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ code: null, stdout, stderr: message }));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  }).then((answer) => {
    clearTimeout(timer);
    return answer as Answer;
  });
}
