// Builds with the docker client: what another program than ours makes of a Dockerfile.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type Docker from 'dockerode';
import { run } from '../testbed/processes.ts';

export interface Client {
  /** The program; `docker` where the testbed has none of its own. */
  readonly program: string;
  readonly dockerHost: string;
  /** The folder with the client's plugins, where it does not find them by itself. */
  readonly plugins?: string | undefined;
}

export interface BuildRequest {
  readonly context: string;
  /** The path of the Dockerfile, whose `.dockerignore` beside it is obeyed. */
  readonly dockerfile: string;
  /** What is built in its place: the file as it is, or rewritten. */
  readonly text: string;
  readonly tag: string;
  readonly cached?: boolean;
  readonly limitMs?: number;
}

export interface BuildOutcome {
  readonly ok: boolean;
  readonly seconds: number;
  /** What failed, in the builder's words; empty when nothing did. */
  readonly reason: string;
  readonly timedOut: boolean;
}

/** One build, with the context as it is on disk; the Dockerfile is written elsewhere. Never throws on a failed build. */
export async function buildImage(client: Client, request: BuildRequest): Promise<BuildOutcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'quayside-prove-'));
  try {
    const name = path.basename(request.dockerfile);
    await writeFile(path.join(folder, name), request.text);
    const ignore = `${request.dockerfile}.dockerignore`;
    if (existsSync(ignore)) await copyFile(ignore, path.join(folder, `${name}.dockerignore`));
    return await runBuild(client, request, folder, name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runBuild(client: Client, request: BuildRequest, folder: string, name: string): Promise<BuildOutcome> {
  const { context, tag, cached = true, limitMs = 10 * 60_000 } = request;
  const fresh = cached ? [] : ['--no-cache'];
  const args = ['build', '--progress=plain', ...fresh, '-f', path.join(folder, name), '-t', tag, context];
  const begin = performance.now();
  const child = spawn(client.program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: await clientEnvironment(client, folder),
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log = `${log}${chunk}`.slice(-20_000);
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    // The client asks the engine to stop the build, which it does on the first signal.
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
  }, limitMs);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      log += `\nERROR: ${error.message}`;
      resolve(null);
    });
    child.once('close', resolve);
  });
  clearTimeout(timer);
  const ok = code === 0 && !timedOut;
  const reason = ok ? '' : timedOut ? `took longer than ${limitMs / 60_000} minutes` : failureIn(log);
  return { ok, seconds: (performance.now() - begin) / 1000, reason, timedOut };
}

/** Throws the builder's caches away, those of images that exist apart. Only for an engine that nobody else uses. */
export async function forgetCaches(client: Client): Promise<void> {
  const configuration = await mkdtemp(path.join(tmpdir(), 'quayside-prove-'));
  const env = await clientEnvironment(client, configuration);
  await run(client.program, ['builder', 'prune', '--all', '--force'], { env });
  await rm(configuration, { recursive: true, force: true });
}

/** Has the client talk to that engine with plugins that it may not know. */
export async function clientEnvironment(
  { dockerHost, plugins }: Client,
  configuration: string,
): Promise<NodeJS.ProcessEnv> {
  const settings = JSON.stringify(plugins ? { cliPluginsExtraDirs: [plugins] } : {});
  await writeFile(path.join(configuration, 'config.json'), settings);
  return { ...process.env, DOCKER_HOST: dockerHost, DOCKER_CONFIG: configuration, DOCKER_BUILDKIT: '1' };
}

/** What the step that failed said first about an error, and the builder's own sentence. */
function failureIn(log: string): string {
  const lines = log.split('\n').map((line) => line.replace(/^#?\d+ (\d+\.\d+ )?/, '').trim());
  const sentence = lines.findLast((line) => line.startsWith('ERROR:')) ?? '';
  const causes = lines.filter(
    (line) =>
      /error|not found|cannot|could not|unable|no such|undefined/i.test(line) &&
      !/^(ERROR:|\[ERROR\] *(\[Help|To see|Re-run|For more|$)|>)|^\S*\d+ packages? /.test(line),
  );
  return [...new Set(causes)]
    .slice(0, 3)
    .concat(sentence.replace(/^ERROR: failed to build: failed to solve: /, ''))
    .join(' | ')
    .slice(0, 900);
}

/** How many bytes of the image lie above its base, 0 for a base that it does not have. */
export async function bytesAbove(docker: Docker, image: string, base: string): Promise<number> {
  const whole = await docker.getImage(image).inspect();
  if (base === 'scratch') return whole.Size;
  const beneath = await docker.getImage(base).inspect();
  const isOn = beneath.RootFS.Layers?.every((layer, index) => whole.RootFS.Layers?.[index] === layer);
  return isOn ? whole.Size - beneath.Size : whole.Size;
}
