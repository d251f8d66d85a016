/** What each setting of a `quayside.yaml` has to be, in words that follow "it has to be". */
import { sizes } from './sizes.ts';

const expectations: Readonly<Record<string, string>> = {
  name: 'a name of lower-case letters, digits and hyphens, 2 to 32 characters, starting with a letter',
  cluster: 'a name of letters, digits, hyphens and underscores, starting with a letter',
  repository:
    'a repository name: 2 to 256 lower-case letters and digits, with single dots, underscores, hyphens or slashes between them, starting with a letter',
  cpu: `one of ${sizes.map((row) => row.cpu).join(', ')}, or such as "0.5 vCPU"`,
  memory: 'a number of MiB, or such as "1 GB"',
  architecture: 'x86_64 or arm64',
  port: 'the port that the container listens on, from 1 to 65535',
  count: 'a number of tasks from 0 to 5000',
  path: 'a path of at most 128 characters that starts with / and may hold * and ?',
  build: 'a group with context, dockerfile, target and args',
  'build.context': 'a folder',
  'build.dockerfile': 'the path of a Dockerfile',
  'build.target': 'the name of a stage',
  'build.args': 'a group of names and texts',
  healthCheck: 'a group such as `path: /health`',
  'healthCheck.path': 'a path that starts with /',
  'healthCheck.interval': 'a number of seconds from 5 to 300',
  'healthCheck.timeout': 'a number of seconds from 2 to 120, less than interval',
  'healthCheck.healthy': 'a number of checks from 2 to 10',
  'healthCheck.unhealthy': 'a number of checks from 2 to 10',
  'healthCheck.matcher': 'HTTP codes from 200 to 499, such as "200", "200,204" or "200-299"',
  'healthCheck.gracePeriod': 'a number of seconds',
  environment: 'a group of names and texts',
  redis: 'a group such as `memory: 128`',
  'redis.mode': 'sidecar',
  'redis.image': 'the name of an image',
  'redis.memory': 'a number of MiB, at least 64',
  'redis.policy': 'allkeys-lru, allkeys-lfu, volatile-lru, volatile-lfu, volatile-ttl or noeviction',
  logs: 'a group such as `retention: 30`',
  'logs.retention': 'a number of days that CloudWatch offers: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, …',
};

export function expectation(path: readonly PropertyKey[]): string {
  const exact = expectations[path.map(String).join('.')];
  return exact ?? 'text (write a number in quotes)';
}
