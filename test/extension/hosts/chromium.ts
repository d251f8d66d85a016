import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { run } from '../../testbed/processes.ts';

/** Starts the machine's own browser of the Chromium family, without a window. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser() ?? (await installBrowser());
  return chromium.launch({ executablePath, args: quiet, timeout: 60_000 });
}

/** The path of a browser: QUAYSIDE_BROWSER, else what the machine has. */
function findBrowser(): string | undefined {
  const named = process.env.QUAYSIDE_BROWSER;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`QUAYSIDE_BROWSER names ${named}, which is not there.`);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  return [...onPath, ...places].find((candidate) => existsSync(candidate));
}

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const wanted =
  'A browser of the Chromium family is needed (Chromium, Chrome or Edge): install one, or name its program in QUAYSIDE_BROWSER.';

/** On Debian and its kin, as root: the package `chromium`. Elsewhere it says what to do. */
async function installBrowser(): Promise<string> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(wanted);
  console.error('Installing the browser (apt-get install chromium)…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt-get may be at work: it is waited for, not run into.
  const patient = ['-o', 'DPkg::Lock::Timeout=300', '-q', '-y'];
  try {
    await run('apt-get', [...patient, 'update'], { env, timeoutMs: 300_000 });
    await run('apt-get', [...patient, 'install', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      env,
      timeoutMs: 600_000,
    });
  } catch (error) {
    throw new Error(`${wanted} ${error instanceof Error ? error.message : ''}`);
  }
  const browser = findBrowser();
  if (!browser) throw new Error(wanted);
  return browser;
}
