import { parseArgs } from 'node:util';
import { NoDesktop, runDesktopSuites } from './hosts/desktop.ts';
import { runNodeSuites, type SuiteRun } from './hosts/node-suites.ts';
import { testbedEnvironment } from './hosts/testbed-environment.ts';
import { packagedVsix } from './hosts/vsix.ts';
import { runWebSuites } from './hosts/web-worker.ts';
import type { HostReport } from './report.ts';

// node test/extension/run.ts [--host node|web|desktop …] [--window NAME …] [--suite NAME …] [--vsix FILE] [--timeout SECONDS] [--verbose]
// The extension host gets the environment of the testbed that QUAYSIDE_TESTBED_ENV names, and what --environment adds;
// a person's own AWS_* and DOCKER_* are kept from it.
const { values } = parseArgs({
  options: {
    host: { type: 'string', multiple: true, default: ['node', 'web', 'desktop'] },
    // Of the Node host: only these of its windows.
    window: { type: 'string', multiple: true, default: [] },
    // Only the suites of these files, as `language`.
    suite: { type: 'string', multiple: true, default: [] },
    vsix: { type: 'string' },
    timeout: { type: 'string', default: '180' },
    environment: { type: 'string', multiple: true, default: [] },
    verbose: { type: 'boolean', default: false },
  },
});

const hosts: Record<string, { title: string; run: (suites: SuiteRun) => Promise<HostReport> }> = {
  node: { title: "VS Code's server (Node extension host)", run: runNodeSuites },
  web: { title: 'VS Code for the web (web worker extension host)', run: runWebSuites },
  desktop: { title: 'VS Code on the desktop', run: runDesktopSuites },
};

// That the environment arrives is for a suite to see.
const proof = { AWS_QUAYSIDE_PROOF: 'arrived', DOCKER_QUAYSIDE_PROOF: 'arrived' };
// Ending by `exit` ends what was started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

let passed = 0;
let failed = 0;
for (const name of values.host) {
  const host = hosts[name];
  if (!host) throw new Error(`There is no host named ${name}; there are ${Object.keys(hosts).join(', ')}.`);
  console.log(`\n${host.title}`);
  const report = await runHost(host.run);
  passed += report.passed;
  failed += report.failed;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runHost(run: (suites: SuiteRun) => Promise<HostReport>): Promise<HostReport> {
  try {
    return await run({
      vsix: packagedVsix(values.vsix),
      environment: { ...testbedEnvironment(), ...Object.fromEntries(values.environment.map(assignment)), ...proof },
      timeout: Number(values.timeout) * 1000,
      windows: values.window,
      suites: values.suite,
      print: (line) => console.log(line),
      verbose: values.verbose,
    });
  } catch (error) {
    if (error instanceof NoDesktop) {
      console.log(`  Not run: ${error.message}.`);
      return { passed: 0, failed: 0 };
    }
    console.log(`  ✗ The host did not run: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1 };
  }
}

/** `NAME=value`, or `NAME` for the value it has here. */
function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, process.env[text] ?? ''] : [text.slice(0, at), text.slice(at + 1)];
}
