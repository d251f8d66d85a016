/**
 * The whole journey, as a person makes it: a poor Dockerfile, its findings, a fix, an image, a registry, a scan, a
 * service behind a load balancer with Redis beside it, and the way back. One step leads to the next; each leaves a
 * screenshot.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';
import { type Server, startServer } from '../extension/hosts/code-server.ts';
import { until } from '../extension/hosts/processes.ts';
import { packagedVsix } from '../extension/hosts/vsix.ts';
import { installMissing } from '../testbed/debian.ts';
import { type Testbed, useTestbed } from '../testbed/testbed.ts';
import { openVSCode, type VSCode } from './vscode.ts';

const run = promisify(execFile);
const minutes = 60_000;

describe('from a poor Dockerfile to a service that answers', () => {
  let testbed: Testbed;
  let folder: string;
  let server: Server;
  let code: VSCode;
  /** What the pushed image is called everywhere; learnt when it is pushed. */
  let digest: string;
  let url: string;

  beforeAll(async () => {
    testbed = await useTestbed();
    await installMissing({ '/usr/bin/aws': 'awscli', skopeo: 'skopeo' });
    folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'quayside-journey-')), 'shop');
    await cp(path.join(root, 'examples/shop'), folder, { recursive: true });
    server = await startServer({ folder, vsix: [packagedVsix()], environment: testbed.env });
    code = await openVSCode(server.url);
  });

  afterAll(async () => {
    await code?.close();
    await server?.stop();
    await rm(path.dirname(folder), { recursive: true, force: true });
    await testbed?.stop();
  });

  test('the Dockerfile shows its findings where they stand', async () => {
    await code.openFile('Dockerfile');
    await code.editor.squiggle('warning');
    const { line, column } = await code.editor.problem('DL3007');
    await code.screenshot('findings');
    expect({ line, column }).toEqual({ line: 1, column: 11 });
  });

  test('a quick fix mends one, and all safe ones are mended at once', async () => {
    await code.editor.goTo(3, 1);
    await code.editor.quickFix(/COPY/);
    expect(await code.editor.line('COPY')).toBe('COPY . .');
    await code.editor.noProblem('DL3020');
    await code.run('Quayside: Fix All Safe Findings in This Dockerfile');
    expect(await code.editor.line('CMD [')).toBe('CMD ["npm", "start"]');
    await code.editor.save();
    await code.screenshot('fixed');
    // The mark of an unsaved file goes a moment before the file is there.
    const saved = () => readFile(path.join(folder, 'Dockerfile'), 'utf8');
    await expect.poll(saved, { timeout: 10_000 }).not.toMatch(/^ADD/m);
  });

  test(
    'the image is built, with its steps as progress',
    async () => {
      await code.run('Quayside: Build Image');
      await code.notifications.message(/Building/);
      await code.screenshot('building');
      await code.notifications.message(/Built shop/, 5 * minutes);
      await code.screenshot('built');
    },
    6 * minutes,
  );

  test('it is pushed to ECR, and the repository is made on the way', async () => {
    await code.notifications.click(/Built shop/, 'Push to ECR');
    const told = await code.notifications.message(/Pushed shop:/, 2 * minutes);
    await code.screenshot('pushed');
    const { imageDetails } = await aws('ecr', 'describe-images', '--repository-name', 'shop');
    digest = imageDetails[0].imageDigest;
    expect(told).toContain(digest.slice(0, 19));
  });

  test('skopeo, which is not ours, finds the same digest in the registry', async () => {
    const { authorizationData } = await aws('ecr', 'get-authorization-token');
    const credentials = Buffer.from(authorizationData[0].authorizationToken, 'base64').toString();
    const image = `docker://${testbed.registryHost}/shop@${digest}`;
    const { stdout } = await run('skopeo', ['inspect', '--tls-verify=false', '--creds', credentials, image]);
    expect(JSON.parse(stdout).Digest).toBe(digest);
  });

  test('the Registry shows it, and a scan tells what is in it', async () => {
    await code.show('Quayside');
    const registry = code.tree('Registry');
    const [image] = await childrenOf('Registry', 'shop');
    await registry.rowAction(['shop', image as string], 'Scan Image');
    await code.notifications.message(/shop:.*(critical|high|medium|low)/, 2 * minutes);
    await code.notifications.clear();
    await registry.expand('shop', image as string);
    await registry.row('shop', image as string, 'critical');
    await code.screenshot('scanned');
  });

  test(
    'a deployment is shown before it is made, and then runs',
    async () => {
      await code.run('Quayside: Deploy to Fargate');
      const plan = await code.notifications.dialog(/Deploy shop to Fargate/);
      await code.screenshot('plan');
      expect(plan).toMatch(/load balancer/);
      expect(plan).toMatch(/\$\d/);
      await code.notifications.clickDialog('Deploy');
      const told = await code.notifications.message(/shop runs at/, 4 * minutes);
      await code.screenshot('deployed');
      url = /http:\/\/\S+/.exec(told)?.[0] ?? '';
      expect(url).toMatch(/^http:\/\//);
    },
    6 * minutes,
  );

  test('the service answers through the load balancer, and its counter rises in Redis', async () => {
    const visits = async (): Promise<number> => (await (await fetch(url)).json()).visits;
    const first = await visits();
    expect(first).toBeGreaterThan(0);
    expect(await visits()).toBe(first + 1);
    const product = async () => (await fetch(new URL('/products/1', url))).json();
    expect(await product()).toMatchObject({ id: 1, cached: false });
    expect(await product()).toMatchObject({ id: 1, cached: true });
  });

  test('the Services show it down to its containers', async () => {
    const services = code.tree('Services');
    await services.expand('shop');
    const service = await services.expand('shop', 'shop');
    expect(service.description).toMatch(/1 of 1 running/);
    const [task] = await childrenOf('Services', 'shop', 'shop');
    await services.expand('shop', 'shop', task as string);
    await services.row('shop', 'shop', task as string, 'app');
    const redis = await services.row('shop', 'shop', task as string, 'redis');
    await code.screenshot('services');
    expect(redis.description).toMatch(/healthy/);
  });

  test('the Load Balancers show it down to a healthy target', async () => {
    const balancers = code.tree('Load Balancers');
    await balancers.expand('quayside-shop');
    const [listener] = await childrenOf('Load Balancers', 'quayside-shop');
    await balancers.expand('quayside-shop', listener as string);
    const [group] = await childrenOf('Load Balancers', 'quayside-shop', listener as string);
    const [target] = await childrenOf('Load Balancers', 'quayside-shop', listener as string, group as string);
    const found = await balancers.row('quayside-shop', listener as string, group as string, target as string);
    await code.screenshot('balancers');
    expect(found.description).toMatch(/^healthy/);
  });

  test('the AWS command line, which is not ours, sees the same', async () => {
    const { services } = await aws('ecs', 'describe-services', '--cluster', 'shop', '--services', 'shop');
    expect(services[0]).toMatchObject({ serviceName: 'shop', runningCount: 1, status: 'ACTIVE' });
    const { TargetGroups } = await aws('elbv2', 'describe-target-groups', '--names', 'quayside-shop');
    expect(TargetGroups[0]).toMatchObject({ TargetType: 'ip', Port: 3000 });
    const { Listeners } = await aws(
      'elbv2',
      'describe-listeners',
      '--load-balancer-arn',
      TargetGroups[0].LoadBalancerArns[0],
    );
    const { Rules } = await aws('elbv2', 'describe-rules', '--listener-arn', Listeners[0].ListenerArn);
    const paths = Rules.flatMap(({ Conditions }: { Conditions: { Values: string[] }[] }) =>
      Conditions.flatMap(({ Values }) => Values),
    );
    expect(paths).toContain('/*');
  });

  test('a second deployment has nothing to change', async () => {
    await code.notifications.clear();
    await code.run('Quayside: Deploy to Fargate');
    await code.notifications.message(/Nothing to change/, 2 * minutes);
    await code.screenshot('unchanged');
    await code.notifications.clear();
  });

  test(
    'destroying it shows what goes, and leaves nothing',
    async () => {
      await code.run('Quayside: Destroy Deployment');
      const doomed = await code.notifications.dialog(/Delete shop/);
      await code.screenshot('doomed');
      expect(doomed).toMatch(/repository shop/);
      await code.notifications.clickDialog('Delete');
      await code.notifications.message(/Deleted shop/, 3 * minutes);
      await code.screenshot('destroyed');
      const { ResourceTagMappingList } = await aws(
        'resourcegroupstaggingapi',
        'get-resources',
        '--tag-filters',
        'Key=quayside:service,Values=shop',
      );
      expect(ResourceTagMappingList).toEqual([]);
      expect((await aws('ecr', 'describe-repositories')).repositories).toEqual([]);
      const { stdout } = await run(
        testbed.dockerClient as string,
        ['ps', '--quiet', '--filter', 'label=com.amazonaws.ecs.task-arn'],
        {
          env: { ...process.env, ...testbed.env },
        },
      );
      expect(stdout).toBe('');
    },
    6 * minutes,
  );

  /** The labels of the rows right below a row, once there is one. */
  async function childrenOf(view: string, ...row: string[]): Promise<string[]> {
    const tree = code.tree(view);
    await tree.expand(...row);
    return until(`children of ${row.join(' › ')}`, 20_000, async () => {
      const rows = await tree.rows();
      const at = rows.findIndex(({ label, level }) => label === row.at(-1) && level === row.length);
      const below = rows.slice(at + 1);
      const end = below.findIndex(({ level }) => level <= row.length);
      const children = below.slice(0, end < 0 ? undefined : end).filter(({ level }) => level === row.length + 1);
      return children.length > 0 ? children.map(({ label }) => label) : undefined;
    });
  }

  /** The AWS command line of Debian, which takes its endpoint from an option alone. */
  async function aws(...args: string[]) {
    const { stdout } = await run(
      '/usr/bin/aws',
      ['--endpoint-url', testbed.endpoint as string, '--output', 'json', ...args],
      {
        env: { ...process.env, ...testbed.env },
      },
    );
    return stdout === '' ? {} : JSON.parse(stdout);
  }
});
