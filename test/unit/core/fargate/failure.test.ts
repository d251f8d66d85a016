import { expect, test } from 'vitest';
import type { TargetHealth, Task, TaskContainer } from '../../../../src/core/fargate/account.ts';
import { explainFailure, type Failed } from '../../../../src/core/fargate/failure.ts';
import { specOf } from './deployed.ts';

const spec = specOf('name: shop\nport: 3000\nhealthCheck: { path: /health }\n');

const container = (known: Partial<TaskContainer>): TaskContainer => ({
  arn: undefined,
  name: 'app',
  image: undefined,
  digest: undefined,
  lastStatus: 'STOPPED',
  health: undefined,
  exitCode: undefined,
  reason: undefined,
  ...known,
});

const task = (stoppedReason: string | undefined, containers: readonly TaskContainer[] = [container({})]): Task => ({
  arn: 'arn:aws:ecs:eu-west-1:111122223333:task/shop/1',
  id: '1',
  clusterArn: '',
  group: 'service:shop',
  startedBy: undefined,
  taskDefinition: '',
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  health: undefined,
  stopCode: undefined,
  stoppedReason,
  createdAt: undefined,
  startedAt: undefined,
  stoppedAt: undefined,
  cpu: 256,
  memory: 512,
  address: undefined,
  zone: undefined,
  containers,
});

const sick: TargetHealth = {
  id: '10.0.0.1',
  port: 3000,
  zone: undefined,
  state: 'unhealthy',
  reason: 'Target.ResponseCodeMismatch',
  description: 'Health checks failed with these codes: [404]',
};

const cases: readonly [what: string, failed: Partial<Failed>, because: string | RegExp, mend: RegExp][] = [
  [
    'an exit code with its last line',
    {
      tasks: [task('Essential container in task exited', [container({ exitCode: 3 })])],
      lines: ['starting', 'cannot find the database', ''],
    },
    'the container "app" exited with code 3; its last line: cannot find the database',
    /build, push and deploy/,
  ],
  [
    'a command that is not there',
    { tasks: [task('Essential container in task exited', [container({ exitCode: 127 })])] },
    'the container "app" exited with code 127 (its command was not found)',
    /./,
  ],
  [
    'a Redis that fell, not the app that was stopped for it',
    {
      tasks: [
        task('Essential container in task exited', [
          container({ exitCode: 143 }),
          container({ name: 'redis', exitCode: 1 }),
        ]),
      ],
    },
    'the container "redis" exited with code 1',
    /./,
  ],
  [
    'an image that is not there',
    { tasks: [task('CannotPullContainerError: pull image manifest: not found')] },
    'the image could not be pulled: CannotPullContainerError: pull image manifest: not found',
    /Push the image/,
  ],
  [
    'Docker Hub’s limit',
    { tasks: [task('CannotPullContainerError: toomanyrequests: You have reached your pull rate limit')] },
    'Docker Hub refused the image: too many pulls',
    /Copy the image to ECR/,
  ],
  [
    'an image for another processor, by AWS’s words',
    {
      tasks: [
        task("CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'"),
      ],
    },
    'the image is not built for x86_64, on which the task runs',
    /architecture/,
  ],
  [
    'an image for another processor, by the kernel’s words',
    {
      tasks: [task('Essential container in task exited', [container({ exitCode: 1 })])],
      lines: ['exec /app: exec format error'],
    },
    'the image is not built for x86_64, on which the task runs',
    /architecture/,
  ],
  [
    'too little memory',
    {
      tasks: [
        task('Essential container in task exited', [
          container({ exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' }),
        ]),
      ],
    },
    'the container "app" needed more memory than it has',
    /it is 512 MiB/,
  ],
  [
    'health checks, with what the load balancer saw',
    { tasks: [task('Task failed ELB health checks in (target-group arn:x)')], targets: [sick] },
    'the load balancer got no healthy answer from port 3000 at /health (Health checks failed with these codes: [404])',
    /listens on 0\.0\.0\.0:3000/,
  ],
  [
    'a log group that is not there',
    {
      tasks: [
        task('ResourceInitializationError: failed to validate logger args: the specified log group does not exist'),
      ],
    },
    /^the task could not be prepared: ResourceInitializationError/,
    /subnets/,
  ],
  ['words that are new', { tasks: [task('Something else.')] }, 'AWS says: Something else', /logs/],
  ['nothing at all', {}, 'its tasks did not become healthy', /logs/],
];

test.each(cases)('%s', (_, failed, because, mend) => {
  const found = explainFailure({ spec, tasks: [], targets: [], lines: [], rolloutReason: undefined, ...failed });
  if (typeof because === 'string') expect(found.because).toBe(because);
  else expect(found.because).toMatch(because);
  expect(found.mend).toMatch(mend);
});
