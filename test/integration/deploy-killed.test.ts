import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { deploy } from '../../src/workflows/deploy.ts';
import { accountOf, nothing } from './account-of.ts';
import {
  answer,
  changed,
  expectNoContainers,
  named,
  pushed,
  specOf,
  useDeployments,
  whole,
  yaml,
} from './deployments.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

const open = useDeployments();

describe('killed', () => {
  const service = named('killed');
  const file = yaml(service, 'redis:\n');

  test('at every step of a deploy, it ends where an undisturbed one ends, with nothing twice', async () => {
    await pushed(service, 'one');
    const folder = await folderWith({ 'quayside.yaml': file });
    const ends = [];
    for (const at of deployPhases.keys()) ends.push(await killedAt('deploy', folder, deployPhases.slice(at)));
    // Only in the last phase may it be done before the signal arrives.
    expect(ends.slice(0, -1)).toEqual(Array(deployPhases.length - 1).fill('killed'));
    expect(await killedAt('deploy', folder, [])).toBe('finished');
    expect(await accountOf(service)).toEqual(whole);
    const again = await deploy(open(), { spec: specOf(service, 'redis:\n') }, recordedRun());
    expect(changed(again.changes)).toEqual([]);
    expect((await answer(again.url)).version).toBe('one');
  });

  test('at every step of a destroy, it ends with nothing left', async () => {
    const folder = await folderWith({ 'quayside.yaml': file });
    const ends = [];
    for (const at of destroyPhases.keys()) ends.push(await killedAt('destroy', folder, destroyPhases.slice(at)));
    expect(ends.slice(0, 6)).toEqual(Array(6).fill('killed'));
    expect(await killedAt('destroy', folder, [])).toBe('finished');
    expect(await accountOf(service)).toEqual(nothing);
    await expectNoContainers(service);
  });
});

const deployPhases = [
  ...['log-group', 'execution-role', 'task-role', 'balancer-group', 'task-group', 'target-group', 'balancer'],
  ...['listener', 'rule', 'cluster', 'task-definition', 'service', 'tasks'],
].map((step) => `deploy.${step}`);

const destroyPhases = [
  ...['service', 'listener-rule', 'listener', 'load-balancer', 'target-group', 'security-group', 'task-definition'],
  ...['cluster', 'log-group', 'role', 'repository'],
].map((step) => `destroy.${step}`);

/** Kills the process in the first of these phases that it comes to, a moment after its beginning. */
async function killedAt(
  what: 'deploy' | 'destroy',
  folder: string,
  phases: readonly string[],
): Promise<'killed' | 'finished'> {
  const program = new URL('cut-off.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, what, folder], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  const complaints: string[] = [];
  child.stderr.on('data', (data: Buffer) => complaints.push(String(data)));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  for await (const line of createInterface({ input: child.stdout })) {
    if (phases.includes(line)) setTimeout(() => child.kill('SIGKILL'), phases.length % 6);
  }
  const code = await ended;
  if (code !== null && code !== 0) throw new Error(complaints.join(''));
  return code === 0 ? 'finished' : 'killed';
}
