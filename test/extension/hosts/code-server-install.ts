import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cached } from '../../testbed/cache.ts';
import { run } from '../../testbed/processes.ts';
import { unpackPackage } from './processes.ts';

const codeServerVersion = '4.139.1';
const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * Gives the folder of VS Code's server as code-server packs it (4.139.1 is VS Code 1.139.1), fetched from the npm
 * registry at the first call: some 20 seconds and 320 MB, without a compiler.
 */
export async function installCodeServer(): Promise<string> {
  const folder = await cached(`code-server-${codeServerVersion}`, async (half) => {
    await mkdir(half);
    await unpackPackage(`code-server@${codeServerVersion}`, half);
    const server = path.join(half, 'lib/vscode');
    const extensions = path.join(server, 'extensions');
    // `npm ci` refuses the server's lock file, which lacks an entry; that of the extensions is whole.
    await run('npm', install, { cwd: server, timeoutMs: 600_000 });
    await run('npm', ['ci', ...install.slice(1)], { cwd: extensions, timeoutMs: 600_000 });
    for (const unused of unusedParts) rmSync(path.join(server, unused), { recursive: true, force: true });
  });
  return path.join(folder, 'lib/vscode');
}

const unusedParts = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'node_modules/@devcontainers',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
];
