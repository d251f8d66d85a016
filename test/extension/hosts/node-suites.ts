import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildDriver } from '../bundle.ts';
import { type HostReport, printingReport } from '../report.ts';
import { startServer, suiteUrl } from './code-server.ts';
import { packStandIn } from './stand-in.ts';
import { openSuitePage } from './suite-page.ts';
import { type SuiteWindow, suiteWindows } from './windows.ts';

export interface SuiteRun {
  vsix: string;
  /** Reaches the extension host, where there is one that has an environment. */
  environment?: Readonly<Record<string, string>>;
  /** Milliseconds for all suites of a window together. */
  timeout: number;
  /** Names of the windows to run, where a host has several; all of them where none is named. */
  windows?: readonly string[];
  /** Names of the suites to run, as `language`; all of them where none is named. */
  suites?: readonly string[];
  print: (line: string) => void;
  /** Also prints what the extension host writes to its console. */
  verbose: boolean;
}

/** Runs the suites for Node's extension host in VS Code's server, with the packaged extension installed. */
export async function runNodeSuites(run: SuiteRun): Promise<HostReport> {
  const names = run.windows ?? [];
  const unknown = names.filter((name) => !suiteWindows.some((window) => window.name === name));
  if (unknown.length > 0) throw new Error(`There is no window called ${unknown.join(', ')}.`);
  const total = { passed: 0, failed: 0 };
  for (const window of suiteWindows.filter(({ name }) => names.length === 0 || names.includes(name))) {
    run.print(`\n ${window.name}`);
    const { passed, failed } = await runWindow(window, run);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

async function runWindow(
  { suites, beside = [], options, machineSettings, prepare }: SuiteWindow,
  { vsix, environment, timeout, print, verbose, suites: only = [] }: SuiteRun,
): Promise<HostReport> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'quayside-suites-'));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'quayside-folder-'));
  const report = printingReport(print, verbose);
  try {
    mkdirSync(path.join(scratch, 'driver'));
    const { driver, tests } = await buildDriver('node', path.join(scratch, 'driver'), suites, only);
    const neighbours = await Promise.all(beside.map((name) => packStandIn(name, scratch)));
    const server = await startServer({
      ...options,
      machineSettings: (await machineSettings?.()) ?? {},
      folder: prepare?.(folder) ?? folder,
      vsix: [vsix, ...neighbours],
      environment: environment ?? {},
      smokeTestDriver: true,
    });
    try {
      const url = suiteUrl(server, driver, tests);
      return report.close(await openSuitePage({ url, timeout, accept: report.accept, log: report.log }));
    } finally {
      await server.stop();
    }
  } finally {
    for (const made of [scratch, folder]) rmSync(made, { recursive: true, force: true });
  }
}
