import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CreateClusterCommand, ECSClient } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Server, startServer } from '../extension/hosts/code-server.ts';
import { packagedVsix } from '../extension/hosts/vsix.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { openVSCode, type VSCode } from './vscode.ts';

const views = ['Registry', 'Services', 'Load Balancers'];

let testbed: Testbed;
let folder: string;

beforeAll(async () => {
  testbed = await useTestbed();
  folder = await mkdtemp(path.join(os.tmpdir(), 'quayside-trees-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await testbed?.stop();
});

/** An account of its own, in which nothing is: the emulated ones are told apart by their access keys. */
const account = { AWS_ACCESS_KEY_ID: `7${String(Date.now()).slice(-11)}`, AWS_SECRET_ACCESS_KEY: 'testbed' };

describe('in an empty account', () => {
  const workbench = opened(() => ({ ...testbed.env, ...account }));

  test('each view says so, and what to do about it', async () => {
    const code = workbench();
    await code.show('Quayside');
    for (const view of views) {
      expect(await code.tree(view).welcome(/No .* in this account and region/)).toMatch(/Select Profile and Region/);
    }
    await code.screenshot('trees-empty');
  });

  test('what comes to be is there after a refresh, a page at a time', async () => {
    await makeClusters(230);
    const code = workbench();
    const services = code.tree('Services');
    await services.titleAction('Refresh Services');
    expect(await services.row('cluster-000')).toMatchObject({ level: 1, description: '0 running' });
    expect(await services.row('Load more…')).toMatchObject({ description: '100 shown' });
    await code.screenshot('trees-more');
    await services.click('Load more…');
    await services.row('cluster-100');
    await code.run('Quayside: Load More');
    await services.row('cluster-200');
    await services.row('cluster-229');
    expect((await services.rows()).map(({ label }) => label)).not.toContain('Load more…');
  });

  test('a cluster without services says that it has none', async () => {
    const services = workbench().tree('Services');
    await services.expand('cluster-229');
    await services.row('cluster-229', 'No services in this cluster');
  });
});

describe('where AWS does not answer', () => {
  const workbench = opened(() => ({ ...testbed.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }));

  test('each view has one line with the reason and what to do, and asks again when it is clicked', async () => {
    const code = workbench();
    await code.show('Quayside');
    for (const view of views) {
      const { label, description } = await code.tree(view).row(/127\.0\.0\.1:9/);
      expect(label).toMatch(/\.$/);
      expect(description).not.toBe('');
    }
    await code.screenshot('trees-failed');
    await code.tree('Services').click(/127\.0\.0\.1:9/);
    await code.tree('Services').row(/127\.0\.0\.1:9/);
  });
});

/** VS Code with this environment, for the tests of a block. */
function opened(environment: () => Record<string, string>): () => VSCode {
  let server: Server;
  let code: VSCode;
  beforeAll(async () => {
    server = await startServer({ folder, vsix: [packagedVsix()], environment: environment() });
    code = await openVSCode(server.url);
  });
  afterAll(async () => {
    await code?.close();
    await server?.stop();
  });
  return () => code;
}

async function makeClusters(count: number): Promise<void> {
  const credentials = { accessKeyId: account.AWS_ACCESS_KEY_ID, secretAccessKey: account.AWS_SECRET_ACCESS_KEY };
  const client = new ECSClient({ endpoint: testbed.endpoint as string, region: testbed.region, credentials });
  for (let index = 0; index < count; index++) {
    const clusterName = `cluster-${String(index).padStart(3, '0')}`;
    await client.send(new CreateClusterCommand({ clusterName }));
  }
  client.destroy();
}
