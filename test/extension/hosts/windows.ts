/** The windows of VS Code that suites for Node's extension host run in, each with its own folders and neighbours. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { provideShellCheck } from '../../testbed/shellcheck.ts';
import type { ServerOptions } from './code-server.ts';

export interface SuiteWindow {
  readonly name: string;
  /** Folders below `suites/`. */
  readonly suites: readonly string[];
  /** Folders below `stand-ins/`, each an extension that is installed beside ours. */
  readonly beside?: readonly string[];
  readonly options?: Pick<ServerOptions, 'trusted'>;
  /** What they name may have to be provided first. */
  readonly machineSettings?: () => Promise<ServerOptions['machineSettings']>;
  /** Fills the folder that is opened. Gives the path that is opened in its place, where there is one. */
  readonly prepare?: (folder: string) => string;
}

export const suiteWindows: readonly SuiteWindow[] = [
  { name: 'one folder', suites: ['shared', 'node'] },
  { name: 'several folders', suites: ['several-folders'], prepare: severalFolders },
  {
    name: 'untrusted',
    suites: ['untrusted'],
    options: { trusted: false },
    machineSettings: withShellCheck,
    prepare: unknownFolder,
  },
  { name: 'with ShellCheck', suites: ['with-shellcheck'], machineSettings: withShellCheck, prepare: scripts },
  // The stand-in has the name of Docker DX and shows what that would show; it is none of its code.
  { name: 'beside Docker DX', suites: ['beside'], beside: ['docker-dx'] },
];

/** `strict` and `lax`, each with settings and a configuration of its own, which contradict each other. */
function severalFolders(scratch: string): string {
  const poor = 'FROM debian\nWORKDIR srv\nMAINTAINER me\nENV PYTHONHTTPSVERIFY=0\n';
  write(scratch, 'strict/Dockerfile', poor);
  write(scratch, 'strict/.hadolint.yaml', 'override:\n  error: [DL3006]\n');
  write(scratch, 'strict/.vscode/settings.json', JSON.stringify({ 'quayside.lint.ignored': ['DL3000'] }));
  write(scratch, 'lax/Dockerfile', poor);
  write(scratch, 'lax/deep/Dockerfile', poor);
  write(scratch, 'lax/.hadolint.yaml', 'ignored: [DL3006]\n');
  write(scratch, 'lax/.vscode/settings.json', JSON.stringify({ 'quayside.lint.severity': { DL3000: 'info' } }));
  write(scratch, 'bare/Dockerfile', poor);
  // Above all folders of the workspace: it applies to none of them.
  write(scratch, '.hadolint.yaml', 'ignored: [DL3000, DL3006, DL4000]\n');
  const workspace = { folders: ['strict', 'lax', 'bare'].map((name) => ({ path: name })) };
  return write(scratch, 'several.code-workspace', JSON.stringify(workspace));
}

async function withShellCheck(): Promise<ServerOptions['machineSettings']> {
  return { 'quayside.lint.shellcheck': await provideShellCheck() };
}

/** In both the program finds what no rule of ours does; one is opened, and one is not. */
function scripts(folder: string): string {
  const text = 'FROM debian:12.5\nRUN cd /srv && \\\n  # a comment\n  unused=1 && echo "$unknown"\n';
  write(folder, 'open/Dockerfile', text);
  write(folder, 'closed/Dockerfile', text);
  return folder;
}

/** What somebody else may have written: settings and a `quayside.yaml` among it. */
function unknownFolder(folder: string): string {
  write(folder, 'Dockerfile', 'FROM debian\nWORKDIR srv\nCMD npm start\n');
  write(folder, 'scripts/Dockerfile', 'FROM debian:12.5\nRUN unused=1\n');
  write(folder, '.hadolint.yaml', 'ignored: [DL3006]\n');
  write(folder, 'quayside.yaml', 'name: shop\nport: 3000\n');
  return folder;
}

function write(folder: string, name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
