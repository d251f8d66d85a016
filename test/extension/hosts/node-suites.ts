import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildDriver } from '../bundle.ts';
import { type HostReport, printingReport } from '../report.ts';
import { startServer, suiteUrl } from './code-server.ts';
import { openSuitePage } from './suite-page.ts';

export interface SuiteRun {
  vsix: string;
  /** Reaches the extension host, where there is one that has an environment. */
  environment?: Readonly<Record<string, string>>;
  /** Milliseconds for all suites together. */
  timeout: number;
  print: (line: string) => void;
  /** Also prints what the extension host writes to its console. */
  verbose: boolean;
}

/** Runs the suites for Node's extension host in VS Code's server, with the packaged extension installed. */
export async function runNodeSuites({ vsix, environment, timeout, print, verbose }: SuiteRun): Promise<HostReport> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'quayside-suites-'));
  const folder = mkdtempSync(path.join(os.tmpdir(), 'quayside-folder-'));
  const report = printingReport(print, verbose);
  try {
    const { driver, tests } = await buildDriver('node', scratch);
    const server = await startServer({ folder, vsix: [vsix], environment: environment ?? {}, smokeTestDriver: true });
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
