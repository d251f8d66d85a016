import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, run } from '../../testbed/processes.ts';
import { installCodeServer } from './code-server-install.ts';
import { ownNode, startGroup, stopGroup, until } from './processes.ts';

export interface ServerOptions {
  /** The folder, or the `.code-workspace` with several of them, that the workbench opens, absolute. */
  folder: string;
  /** Packaged extensions to install, absolute paths. */
  vsix: readonly string[];
  /** Added to the environment of the extension host: AWS_*, DOCKER_HOST and the like. */
  environment?: Readonly<Record<string, string>>;
  /** User settings beside the quiet ones. */
  settings?: Readonly<Record<string, unknown>>;
  /** Settings of the machine that the server runs on, where those are kept that a person's own may not name. */
  machineSettings?: Readonly<Record<string, unknown>>;
  /** False opens in Restricted Mode: whoever works there has not said that they trust the folder. */
  trusted?: boolean;
  /** Lets a page run suites by its payload and drive the workbench. */
  smokeTestDriver?: boolean;
  /** 127.0.0.1's port; a free one when it is left out. */
  port?: number;
}

export interface Server {
  /** Opens the folder in the workbench. */
  url: string;
  port: number;
  /** Where the extension host and the server write their logs. */
  logs: string;
  stop(): Promise<void>;
}

/** Starts VS Code's server with packaged extensions in an empty profile, and waits until it answers. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const home = await installCodeServer();
  const profile = mkdtempSync(path.join(os.tmpdir(), 'quayside-code-'));
  try {
    return await start(home, profile, options);
  } catch (error) {
    rmSync(profile, { recursive: true, force: true });
    throw error;
  }
}

async function start(home: string, profile: string, options: ServerOptions): Promise<Server> {
  const main = path.join(home, 'out/server-main.js');
  const dataOptions = [
    ...['--server-data-dir', path.join(profile, 'server')],
    ...['--user-data-dir', path.join(profile, 'user')],
    ...['--extensions-dir', path.join(profile, 'extensions')],
  ];
  mkdirSync(path.join(profile, 'user/User'), { recursive: true });
  const { trusted = true } = options;
  const settings = JSON.stringify({ ...quietSettings, ...trustSettings(trusted), ...options.settings });
  writeFileSync(path.join(profile, 'user/User/settings.json'), settings);
  mkdirSync(path.join(profile, 'user/Machine'), { recursive: true });
  writeFileSync(path.join(profile, 'user/Machine/settings.json'), JSON.stringify(options.machineSettings ?? {}));

  const env = serverEnvironment(options.environment);
  for (const file of options.vsix) {
    const install = [main, ...dataOptions, '--accept-server-license-terms', '--install-extension', file];
    await run(ownNode, install, { env, timeoutMs: 60_000 });
  }

  const port = options.port ?? (await freePort());
  const child = startGroup(
    ownNode,
    [
      main,
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
      ...['--accept-server-license-terms', '--disable-telemetry'],
      ...(trusted ? ['--disable-workspace-trust'] : []),
      ...(options.smokeTestDriver ? ['--enable-smoke-test-driver'] : []),
      ...dataOptions,
    ],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      words = `${words}${data}`.slice(-4000);
    });
  }
  const stop = async () => {
    await stopGroup(child);
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await until('VS Code to answer', 30_000, async () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${words.trim()}`);
      return (await fetch(`http://127.0.0.1:${port}/version`)).ok || undefined;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const opened = options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const url = `http://127.0.0.1:${port}/?${opened}=${encodeURIComponent(options.folder)}`;
  return { url, port, logs: path.join(profile, 'server/data/logs'), stop };
}

/** The address that runs a driver extension's tests in the workbench; the server needs the smoke-test driver for it. */
export function suiteUrl({ url, port }: Server, driver: string, tests: string): string {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(driver)],
    ['extensionTestsPath', remote(tests)],
  ];
  return `${url}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** A workbench that opens nothing by itself, asks nothing and moves nothing. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.lightbulb.enabled': 'on',
  'editor.minimap.enabled': false,
  'explorer.compactFolders': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
} as const;

/** Without a question at the start, which nobody would answer. */
const trustSettings = (trusted: boolean) => ({
  'security.workspace.trust.enabled': !trusted,
  'security.workspace.trust.startupPrompt': 'never',
});

/** The person's own environment without their account and engine, which a test must not touch by chance. */
function serverEnvironment(added: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|DOCKER_|VSCODE_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(inherited), ...added };
}
