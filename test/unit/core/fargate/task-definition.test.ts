import { expect, test } from 'vitest';
import type { ServiceSpec } from '../../../../src/core/fargate/spec.ts';
import { parseSpec } from '../../../../src/core/fargate/spec-file.ts';
import { taskDefinitionFor } from '../../../../src/core/fargate/task-definition.ts';
import { taskDifferences } from '../../../../src/core/fargate/task-difference.ts';

const account = { id: '111122223333', region: 'eu-west-1', partition: 'aws' };
const image = `111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:${'a'.repeat(64)}`;

const spec = (text: string): ServiceSpec => {
  const { spec: parsed, problems } = parseSpec(text);
  if (!parsed) throw new Error(problems[0].message);
  return parsed;
};

const plain = spec('name: shop\nport: 3000\n');
const cached = spec('name: shop\nport: 3000\nredis:\n  memory: 128\nenvironment: { B: two, A: one }\n');

test('a plain service is one container that has all the memory', () => {
  const definition = taskDefinitionFor(plain, image, account);
  expect(definition).toMatchObject({
    family: 'shop',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::111122223333:role/quayside-shop-execution',
    runtimePlatform: { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' },
  });
  expect(definition.containerDefinitions).toHaveLength(1);
  expect(definition.containerDefinitions[0]).toMatchObject({ name: 'app', image, memory: 512, environment: [] });
});

test('with Redis the app waits for it, finds it at 127.0.0.1 and shares the memory', () => {
  const [app, redis] = taskDefinitionFor(cached, image, account).containerDefinitions;
  expect(app?.dependsOn).toEqual([{ containerName: 'redis', condition: 'HEALTHY' }]);
  expect(app?.environment).toEqual([
    { name: 'A', value: 'one' },
    { name: 'B', value: 'two' },
    { name: 'REDIS_URL', value: 'redis://127.0.0.1:6379' },
  ]);
  expect((app?.memory ?? 0) + (redis?.memory ?? 0)).toBe(512);
  expect(redis?.command?.join(' ')).toBe(
    'redis-server --maxmemory 96mb --maxmemory-policy allkeys-lru --save  --appendonly no --bind 127.0.0.1 -::1',
  );
  expect(redis?.healthCheck?.command).toEqual(['CMD-SHELL', 'redis-cli ping | grep PONG']);
  expect(redis?.portMappings).toBeUndefined();
});

test('an address for Redis that the person gives wins', () => {
  const own = spec('name: shop\nport: 3000\nredis:\nenvironment: { REDIS_URL: "redis://elsewhere" }\n');
  expect(taskDefinitionFor(own, image, account).containerDefinitions[0]?.environment).toEqual([
    { name: 'REDIS_URL', value: 'redis://elsewhere' },
  ]);
});

/** As AWS gives one back: with fields of its own, defaults filled in and empty lists. */
function described(definition: object): object {
  const {
    tags: _,
    containerDefinitions,
    ...rest
  } = structuredClone(definition) as ReturnType<typeof taskDefinitionFor>;
  return {
    ...rest,
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:4',
    revision: 4,
    status: 'ACTIVE',
    requiresAttributes: [{ name: 'com.amazonaws.ecs.capability.ecr-auth' }],
    compatibilities: ['EC2', 'FARGATE'],
    registeredAt: new Date(0),
    registeredBy: 'arn:aws:iam::111122223333:root',
    volumes: [],
    placementConstraints: [],
    enableFaultInjection: false,
    containerDefinitions: containerDefinitions.map((container) => ({
      cpu: 0,
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      environment: [],
      ...container,
    })),
  };
}

test('what AWS adds by itself is no difference', () => {
  for (const each of [plain, cached]) {
    const wanted = taskDefinitionFor(each, image, account);
    expect(taskDifferences(wanted, described(wanted))).toEqual([]);
  }
});

test('the order of environment variables is no difference', () => {
  const wanted = taskDefinitionFor(cached, image, account);
  const registered = described(wanted) as ReturnType<typeof taskDefinitionFor>;
  registered.containerDefinitions[0]?.environment?.reverse();
  expect(taskDifferences(wanted, registered)).toEqual([]);
});

test('differences are named by container and field, with both values', () => {
  const before = described(taskDefinitionFor(cached, image, account));
  const changed = spec(
    'name: shop\nport: 8080\nmemory: 1GB\nredis: { memory: 128, policy: noeviction }\nenvironment: { A: one, B: 2nd }\n',
  );
  expect(taskDifferences(taskDefinitionFor(changed, image, account), before)).toEqual([
    'app.environment.B.value: two → 2nd',
    'app.memory: 384 → 896',
    'app.portMappings[0].containerPort: 3000 → 8080',
    'memory: 512 → 1024',
    'redis.command[4]: allkeys-lru → noeviction',
  ]);
});

test('what someone added by hand is a difference', () => {
  const wanted = taskDefinitionFor(plain, image, account);
  const registered = { ...described(wanted), ephemeralStorage: { sizeInGiB: 50 } };
  expect(taskDifferences(wanted, registered)).toEqual(['ephemeralStorage.sizeInGiB: 50 → none']);
});
