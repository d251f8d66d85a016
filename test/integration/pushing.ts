// What the tests of a push stand on: the shared testbed, images that nobody has built before, and faults on the way.
import { randomBytes } from 'node:crypto';
import { DeleteRepositoryCommand } from '@aws-sdk/client-ecr';
import { expect, onTestFinished } from 'vitest';
import { ecrRegistry, type Registry } from '../../src/adapters/aws/ecr.ts';
import { openSession, type Session } from '../../src/adapters/aws/session.ts';
import { type Engine, findEngine } from '../../src/adapters/docker/engine.ts';
import type { UserFacingError } from '../../src/core/errors.ts';
import { build } from '../../src/workflows/build.ts';
import { type PushInput, push } from '../../src/workflows/push.ts';
import type { Fault } from '../testbed/gateway/faults.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { folderWith } from './folders.ts';
import { recordedRun } from './runs.ts';

export class Pushing {
  readonly testbed: Testbed;
  readonly session: Session;
  readonly registry: Registry;
  readonly engine: Engine;

  /** Sets the environment of the process as well, since the account is the testbed's for whatever asks. */
  static async open(): Promise<Pushing> {
    const testbed = await useTestbed();
    if (!testbed.dockerHost || !testbed.endpoint) throw new Error(testbed.gaps.join('\n'));
    Object.assign(process.env, testbed.env);
    return new Pushing(testbed, await findEngine({ env: { DOCKER_HOST: testbed.dockerHost } }));
  }

  private constructor(testbed: Testbed, engine: Engine) {
    this.testbed = testbed;
    this.engine = engine;
    this.session = openSession({ profile: undefined, region: undefined }, { version: 'test' });
    this.registry = ecrRegistry(this.session);
  }

  async close(): Promise<void> {
    this.session.dispose();
    await this.testbed.stop();
  }

  /** Replaces those that were there; none are left for an empty list. */
  async faults(list: readonly Fault[]): Promise<void> {
    const url = `${this.testbed.endpoint}/_gateway/faults`;
    await fetch(url, { method: 'DELETE' });
    if (list.length > 0) await fetch(url, { method: 'POST', body: JSON.stringify(list) });
  }

  /** A small image that nobody has built before, with a layer of `bytes`. */
  async newImage(bytes = 200_000): Promise<{ image: string; folder: string }> {
    const tag = `quayside-test-push:${randomBytes(6).toString('hex')}`;
    const folder = await folderWith({
      Dockerfile: 'FROM scratch\nCOPY data /\nCMD ["/data"]\n',
      data: randomBytes(bytes),
    });
    await build({ engine: this.engine }, { context: folder, tags: [tag] }, recordedRun());
    onTestFinished(async () => {
      await this.engine.removeImage(tag);
    });
    return { image: tag, folder };
  }

  /** A name that no other test uses; its repository and the engine's names for it are gone at the end. */
  newRepository(): string {
    const name = `quayside-test/push-${randomBytes(5).toString('hex')}`;
    onTestFinished(async () => {
      const ecr = await this.session.ecr();
      await ecr.send(new DeleteRepositoryCommand({ repositoryName: name, force: true })).catch(() => undefined);
      for (const tag of ['v1', 'v2']) await this.engine.removeImage(`${this.testbed.registryHost}/${name}:${tag}`);
    });
    return name;
  }

  push(input: PushInput, run = recordedRun()) {
    return push({ engine: this.engine, registry: this.registry }, input, run);
  }

  refused(input: PushInput, ports: Partial<Registry> = {}): Promise<UserFacingError> {
    return push({ engine: this.engine, registry: { ...this.registry, ...ports } }, input, recordedRun()).then(
      () => expect.unreachable('the push went through'),
      (error: UserFacingError) => error,
    );
  }

  async images(repository: string) {
    const found = await this.registry.repository(repository);
    if (!found) return [];
    return (await this.registry.images(found)()).items;
  }
}
