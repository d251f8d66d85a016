import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
  SilentReporter,
  TestRunFailedError,
} from '@vscode/test-electron';
import { root } from '../../../scripts/root.ts';
import { run as runToEnd } from '../../testbed/processes.ts';
import { buildDriver } from '../bundle.ts';
import { decodeEvent, type HostReport, printingReport } from '../report.ts';
import type { SuiteRun } from './node-suites.ts';

/** Why the desktop's VS Code is not to be had here: neither a success nor a failure of the suites. */
export class NoDesktop extends Error {}

/**
 * Runs the suites for Node's extension host in VS Code on the desktop: the one that QUAYSIDE_VSCODE names, the one of
 * `code` on the path, else a download. Throws NoDesktop where there is none or no screen to show it on.
 */
export async function runDesktopSuites({ vsix, environment, timeout, print, verbose }: SuiteRun): Promise<HostReport> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new NoDesktop('there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set; `xvfb-run` gives one)');
  }
  const vscodeExecutablePath = findDesktop() ?? (await download());
  // Sockets of the profile have a path of at most 103 characters on macOS, where the temporary folder's is long.
  const scratch = mkdtempSync(path.join(process.platform === 'darwin' ? '/tmp' : os.tmpdir(), 'qs-'));
  const report = printingReport(print, verbose);
  try {
    const folders = { driver: path.join(scratch, 'd'), folder: path.join(scratch, 'f') };
    for (const folder of Object.values(folders)) mkdirSync(folder);
    const { driver, tests } = await buildDriver('node', folders.driver);
    const profile = [`--user-data-dir=${scratch}/u`, `--extensions-dir=${scratch}/x`];
    const [cli = '', ...first] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath, {
      reuseMachineInstall: true,
    });
    await runToEnd(cli, [...first, ...profile, '--install-extension', vsix], { timeoutMs: 120_000 });
    const stdout = lines((line) => {
      const event = decodeEvent(line);
      if (event) report.accept(event);
      else report.log(line);
    });
    const run = runTests({
      vscodeExecutablePath,
      reuseMachineInstall: true,
      extensionDevelopmentPath: driver,
      extensionTestsPath: tests,
      extensionTestsEnv: { ...environment },
      launchArgs: [folders.folder, ...profile, ...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      stdout,
      stderr: lines(report.log),
    });
    return report.close(await problemOf(run, timeout));
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

const quiet = ['--disable-workspace-trust', '--disable-updates', '--disable-telemetry', '--skip-welcome'];

/** The program of an installed VS Code: not its command line, which cannot run suites. */
function findDesktop(): string | undefined {
  const named = process.env.QUAYSIDE_VSCODE;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`QUAYSIDE_VSCODE names ${named}, which is not there.`);
  }
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const command = path.join(folder, process.platform === 'win32' ? 'code.cmd' : 'code');
    if (!existsSync(command)) continue;
    const bin = path.dirname(realpathSync(command));
    const programs = ['../code', '../Code.exe', '../../../MacOS/Code', '../../../MacOS/Electron'];
    const program = programs.map((name) => path.join(bin, name)).find((candidate) => existsSync(candidate));
    if (program) return program;
  }
  return undefined;
}

async function download(): Promise<string> {
  const cachePath = path.join(root, '.testbed/vscode-desktop');
  try {
    return await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath,
      timeout: 20_000,
      reporter: new SilentReporter(),
    });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new NoDesktop(
      `no VS Code is installed (\`code\` on the path, or QUAYSIDE_VSCODE) and none can be downloaded (${cause})`,
    );
  }
}

/** Waits for the run; a failed test is no problem of the host's. */
async function problemOf(run: Promise<number>, timeout: number): Promise<string | undefined> {
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve(`The suites did not end within ${timeout / 1000} s.`), timeout).unref();
  });
  const end = run.then(
    () => undefined,
    (error) => {
      if (error instanceof TestRunFailedError && error.code === 1) return undefined;
      return error instanceof Error ? error.message : String(error);
    },
  );
  return Promise.race([end, late]);
}

function lines(accept: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    write(chunk, _encoding, done) {
      const parts = `${rest}${chunk}`.split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) accept(line);
      done();
    },
  });
}
