// One folder for every running testbed, with a note of all that it started, so that the next start can clear away
// what a killed one left: processes, mounts, the bridge, the folders.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cacheRoot, withLock } from './cache.ts';
import { commandLine, isAlive, pause, run } from './processes.ts';

export interface Run {
  readonly id: string;
  /** Logs, data and whatever else may be large. */
  readonly folder: string;
  /** A folder with a short path, since the path of a socket may have no more than some hundred characters. */
  readonly sockets: string;
  note(part: Partial<RunNotes>): Promise<void>;
  remove(): Promise<void>;
}

interface RunNotes {
  readonly owner: number;
  readonly sockets: string;
  readonly pids: readonly number[];
  readonly bridge?: string;
  readonly subnet?: string;
  /** Where our containers run and how they are labelled, when the engine is a person's own. */
  readonly foreignEngine?: { readonly dockerHost: string; readonly label: string };
}

const runsFolder = path.join(cacheRoot, 'run');

export async function openRun(): Promise<Run> {
  const id = `${process.pid.toString(36)}${Date.now().toString(36).slice(-4)}`;
  const folder = path.join(runsFolder, id);
  const sockets = path.join(tmpdir(), `qst-${id}`);
  await mkdir(folder, { recursive: true });
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  let notes: RunNotes = { owner: process.pid, sockets, pids: [] };
  const save = () => writeFile(path.join(folder, 'run.json'), JSON.stringify(notes));
  await save();
  return {
    id,
    folder,
    sockets,
    async note(part) {
      notes = { ...notes, ...part, pids: [...notes.pids, ...(part.pids ?? [])] };
      await save();
    },
    async remove() {
      await removeFolders(folder, sockets);
    },
  };
}

/** Clears away what testbeds left that were killed before they could. Returns how many there were. */
export async function sweepDeadRuns(
  removeContainers: (engine: { dockerHost: string; label: string }) => Promise<void>,
) {
  return await withLock('sweep', async () => {
    let swept = 0;
    for (const id of await readdir(runsFolder).catch(() => [])) {
      const folder = path.join(runsFolder, id);
      const notes = await readFile(path.join(folder, 'run.json'), 'utf8').then(
        (text) => JSON.parse(text) as RunNotes,
        () => undefined,
      );
      if (notes === undefined || isAlive(notes.owner)) continue;
      for (const pid of notes.pids) await endLeftover(pid, [folder, notes.sockets]);
      if (notes.foreignEngine) await removeContainers(notes.foreignEngine).catch(() => {});
      if (notes.bridge) await removeNetwork(notes.bridge, notes.subnet ?? '');
      await removeFolders(folder, notes.sockets);
      swept += 1;
    }
    return swept;
  });
}

/** Takes away the bridge and the address translation of an engine of ours. */
export async function removeNetwork(bridge: string, subnet: string): Promise<void> {
  for (const rule of natRules(subnet))
    await run('iptables', ['-w', '-t', rule.table, '-D', ...rule.rule]).catch(() => {});
  await run('ip', ['link', 'delete', bridge]).catch(() => {});
}

/** The rules that let the containers of a subnet reach the world, independent of those of any other engine. */
export function natRules(subnet: string): readonly { table: string; rule: readonly string[] }[] {
  return [
    { table: 'nat', rule: ['POSTROUTING', '-s', subnet, '!', '-d', subnet, '-j', 'MASQUERADE'] },
    { table: 'filter', rule: ['FORWARD', '-s', subnet, '-j', 'ACCEPT'] },
    { table: 'filter', rule: ['FORWARD', '-d', subnet, '-j', 'ACCEPT'] },
  ];
}

async function endLeftover(pid: number, marks: readonly string[]): Promise<void> {
  // The number may belong to somebody else by now: only a process that names our folders is ours.
  const ours = async () => {
    const line = await commandLine(pid);
    return marks.some((mark) => line.includes(mark));
  };
  if (!(await ours())) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 200) await pause(200);
  if (isAlive(pid) && (await ours())) process.kill(pid, 'SIGKILL');
}

async function removeFolders(folder: string, sockets: string): Promise<void> {
  const mounts = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  const ours = mounts
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((mount) => mount.startsWith(`${folder}/`) || mount.startsWith(`${sockets}/`));
  for (const mount of ours.reverse()) await run('umount', ['-l', mount]).catch(() => {});
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  await rm(sockets, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
