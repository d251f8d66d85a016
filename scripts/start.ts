/**
 * The product on an example, with a sandbox in place of an AWS account: in the person's own VS Code
 * where `code` is on the path, else in a real VS Code in the browser. Runs until Ctrl+C.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startServer } from '../test/extension/hosts/code-server.ts';
import { packageVsix } from './package.ts';
import { root } from './root.ts';
import { startTestbedProcess, type TestbedProcess } from './services.ts';

const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});

const workspace = await exampleToPlayWith();
const vsix = await packageVsix();
const sandbox = await sandboxOrNothing();
const editor = await openEditor(sandbox?.environment ?? {});
console.log(`\n${editor.says}`);
for (const line of whatWorks(sandbox?.environment ?? {})) console.log(line);
console.log('Press Ctrl+C to stop.');
await stopped;
console.log('\nStopping…');
await editor.stop();
await sandbox?.stop();

/** A copy, so that trying things out changes nothing in the repository. Kept from one start to the next. */
async function exampleToPlayWith(): Promise<string> {
  const copy = path.join(root, '.testbed', 'try', 'shop');
  if (!existsSync(copy)) {
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(path.join(root, 'examples', 'shop'), copy, { recursive: true });
  }
  return copy;
}

async function sandboxOrNothing(): Promise<TestbedProcess | undefined> {
  try {
    return await startTestbedProcess();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

function whatWorks({ DOCKER_HOST: engine, AWS_ENDPOINT_URL: account }: Readonly<Record<string, string>>): string[] {
  if (engine && account)
    return ['Images, ECR, ECS and load balancers are the sandbox’s: nothing here reaches an AWS account.'];
  return [
    'Dockerfiles are checked and fixed.',
    ...(engine ? [] : ['There is no Docker engine in the sandbox: building and pushing need one of your own.']),
    ...(account ? [] : ['There is no account in the sandbox: what talks to AWS uses the profile that you select.']),
  ];
}

async function openEditor(
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly says: string; stop(): Promise<void> }> {
  const windows = process.platform === 'win32';
  if (spawnSync('code', ['--version'], { stdio: 'ignore', shell: windows }).status === 0) {
    spawn('code', ['--new-window', `--extensionDevelopmentPath=${root}`, workspace], {
      stdio: 'ignore',
      shell: windows,
      env: { ...process.env, ...environment },
    });
    return { says: `Quayside runs in your VS Code, in the folder ${workspace}.`, stop: async () => {} };
  }
  const server = await startServer({
    folder: workspace,
    vsix: [vsix],
    environment,
    port: Number(process.env.QUAYSIDE_PORT) || 8137,
  });
  return { says: `Quayside runs in VS Code at ${server.url}`, stop: () => server.stop() };
}
