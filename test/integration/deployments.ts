// Everything that a test of deployments stands on, opened before the tests of a file and taken away after them.
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { ecrRegistry, type Registry } from '../../src/adapters/aws/ecr.ts';
import { openSession, type Session } from '../../src/adapters/aws/session.ts';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import type { ServiceSpec } from '../../src/core/fargate/spec.ts';
import { parseSpec } from '../../src/core/fargate/spec-file.ts';
import { destroy } from '../../src/workflows/destroy.ts';
import { dockerAt, type Testbed, useTestbed } from '../testbed/testbed.ts';
import type { AccountOf } from './account-of.ts';
import { recordedRun } from './runs.ts';
import { programs, pushProgram } from './shop-images.ts';

export interface Deployments {
  readonly testbed: Testbed;
  readonly session: Session;
  readonly registry: Registry;
  readonly engine: Engine;
}

const services = new Set<string>();
let opened: Deployments | undefined;

/** Call once in a file of tests; what it returns is filled once they run. */
export function useDeployments(): () => Deployments {
  beforeAll(async () => {
    const testbed = await useTestbed();
    for (const [name, value] of Object.entries(testbed.env)) vi.stubEnv(name, value);
    const session = openSession({ profile: undefined, region: undefined }, { version: '0.0.0' });
    const engine = await findEngine({ env: process.env }, new AbortController().signal);
    opened = { testbed, session, registry: ecrRegistry(session), engine };
  });
  afterAll(async () => {
    if (!opened) return;
    const { testbed, session, engine } = opened;
    for (const name of services) {
      await destroy({ session }, { spec: specOf(name) }, recordedRun());
      for (const version of ['one', 'two', 'bad']) await engine.removeImage(`${name}:${version}`).catch(() => {});
    }
    session.dispose();
    vi.unstubAllEnvs();
    await testbed.stop();
  });
  return deployments;
}

function deployments(): Deployments {
  if (!opened) throw new Error('nothing is opened before the tests run');
  return opened;
}

/** A name of its own, as the account is shared with other tests. */
export function named(name: string): string {
  const service = `${name}-${process.pid}`;
  services.add(service);
  return service;
}

export const yaml = (name: string, more = ''): string =>
  `name: ${name}\nport: 3000\nhealthCheck: { path: /well, interval: 5, timeout: 2, gracePeriod: 0 }\n${more}`;

export function specOf(name: string, more = ''): ServiceSpec {
  const { spec, problems } = parseSpec(yaml(name, more));
  if (!spec) throw new Error(problems[0].message);
  return spec;
}

export const pushed = (service: string, version: string, program = programs.counting(version)) =>
  pushProgram(deployments(), { service, version, program });

export async function answer(url: string): Promise<{ version: string; visits: number }> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  return (await response.json()) as { version: string; visits: number };
}

export const changed = (changes: readonly { id: string; change: string }[]): string[] =>
  changes.filter(({ change }) => change !== 'none').map(({ id }) => id);

/** One of everything, as a whole deployment with one task leaves it. */
export const whole: AccountOf = {
  clusters: 1,
  services: 1,
  runningTasks: 1,
  revisions: 1,
  loadBalancers: 1,
  listeners: 1,
  rules: 1,
  targetGroups: 1,
  securityGroups: 2,
  ingress: 2,
  roles: 2,
  logGroups: 1,
  repositories: 1,
};

/** The engine takes a moment to remove what it was told to. */
export async function expectNoContainers(service: string): Promise<void> {
  const docker = dockerAt(deployments().testbed.dockerHost ?? '');
  const label = [`com.amazonaws.ecs.task-definition-family=${service}`];
  await expect
    .poll(() => docker.listContainers({ all: true, filters: { label } }), { timeout: 30_000, interval: 500 })
    .toEqual([]);
}
