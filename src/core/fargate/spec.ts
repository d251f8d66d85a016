/**
 * `quayside.yaml`: what a person says about a service. One schema serves validation, the editor's
 * completion (as JSON Schema) and the type that everything else is written against.
 */
import * as z from 'zod';
import { cpuUnits, memoryMiB, sizes } from './sizes.ts';

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,30}[a-z0-9]$/,
    'lower-case letters, digits and hyphens, 2 to 32 characters, starting with a letter',
  )
  .meta({ description: 'Names the service and everything made for it.' });

const cluster = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,254}$/, 'letters, digits, hyphens and underscores, starting with a letter')
  .meta({ description: 'ECS cluster; the name of the service unless given.' });

const repository = z
  .string()
  .max(256)
  .regex(
    /^(?=.{2})[a-z][a-z0-9]*((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/,
    'lower-case letters, digits, single hyphens, dots, underscores and slashes between them, starting with a letter',
  )
  .meta({ description: 'ECR repository; the name of the service unless given.' });

const cpu = z
  .union([
    z.literal(sizes.map((row) => row.cpu)),
    z.string().regex(/^\s*(\d+|\d*\.\d+)\s*([vV][cC][pP][uU][sS]?)?\s*$/),
  ])
  .transform((value) => cpuUnits(value) ?? Number.NaN)
  .meta({ description: 'CPU of a task: 256 units, or "0.25 vCPU", is a quarter of a vCPU.' });

const memory = z
  .union([z.int().min(1), z.string().regex(/^\s*(\d+|\d*\.\d+)\s*([gG]|[gG][iI]?[bB]|[mM]|[mM][iI]?[bB])?\s*$/)])
  .transform((value) => memoryMiB(value) ?? Number.NaN)
  .meta({ description: 'Memory of a task: 512 is MiB; "1 GB" is 1024. It has to fit cpu.' });

const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const healthCheckSchema = z.strictObject({
  path: z.string().startsWith('/').max(1024).default('/').meta({ description: 'Path that the load balancer asks.' }),
  interval: z.int().min(5).max(300).default(15).meta({ description: 'Seconds between two checks.' }),
  timeout: z
    .int()
    .min(2)
    .max(120)
    .default(5)
    .meta({ description: 'Seconds until a check has failed; less than interval.' }),
  healthy: z.int().min(2).max(10).default(2).meta({ description: 'Checks in a row until a target is healthy.' }),
  unhealthy: z.int().min(2).max(10).default(2).meta({ description: 'Failed checks in a row until it is not.' }),
  matcher: z
    .union([z.int().min(200).max(499), z.string().regex(/^[2-4]\d\d([-,][2-4]\d\d)*$/)])
    .transform(String)
    .default('200')
    .meta({ description: 'HTTP codes that count as healthy.' }),
  gracePeriod: z
    .int()
    .min(0)
    .max(2147483647)
    .default(60)
    .meta({ description: 'Seconds after a start in which failed checks stop no task.' }),
});

const redisSchema = z.strictObject({
  mode: z
    .literal('sidecar')
    .default('sidecar')
    .meta({ description: 'Where Redis runs: beside the app, in each task.' }),
  image: z
    .string()
    .min(1)
    .default('redis:7-alpine')
    .meta({ description: 'Image that holds redis-server and redis-cli.' }),
  memory: z
    .int()
    .min(64)
    .default(128)
    .meta({ description: 'MiB for the Redis container; three quarters of it hold data.' }),
  policy: z
    .enum(['allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl', 'noeviction'])
    .default('allkeys-lru')
    .meta({ description: 'What Redis drops when its memory is full.' }),
});

export const serviceSpecSchema = z
  .strictObject({
    name,
    cluster: cluster.optional(),
    build: z
      .strictObject({
        context: z.string().min(1).default('.').meta({ description: 'Folder that the build may read.' }),
        dockerfile: z.string().min(1).default('Dockerfile').meta({ description: 'Dockerfile, inside the context.' }),
        target: z.string().min(1).optional().meta({ description: 'Stage to build; the last one unless given.' }),
        args: z.record(z.string(), z.string()).default({}).meta({ description: 'Values for ARG.' }),
      })
      .prefault({}),
    repository: repository.optional(),
    cpu: cpu.default(256),
    memory: memory.default(512),
    architecture: z
      .enum(['x86_64', 'arm64'])
      .default('x86_64')
      .meta({ description: 'Processor that the image is built for.' }),
    port: z.int().min(1).max(65535).meta({ description: 'Port that the container listens on.' }),
    count: z.int().min(0).max(5000).default(1).meta({ description: 'Tasks that should run.' }),
    path: z
      .string()
      .regex(
        /^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/,
        'a path of at most 128 characters that starts with / and may hold * and ?',
      )
      .default('/*')
      .meta({ description: 'Path pattern of the listener rule.' }),
    healthCheck: healthCheckSchema
      .prefault({})
      .meta({ description: 'How the load balancer asks whether a task is well.' }),
    environment: z
      .record(z.string().regex(/^[^=]+$/, 'a name without ='), z.string())
      .default({})
      .meta({ description: 'Environment variables of the app. No secrets: they can be read in the task definition.' }),
    redis: redisSchema.optional().meta({ description: 'A Redis beside the app, at the address in REDIS_URL.' }),
    logs: z
      .strictObject({
        retention: z.literal(logRetentions).default(30).meta({ description: 'Days that log lines are kept.' }),
      })
      .prefault({}),
  })
  .meta({ title: 'Quayside service', description: 'A service that Quayside builds, pushes and runs on Fargate.' });

/** `cpu` in units and `memory` in MiB, whatever way they were written. */
export type ServiceSpec = z.output<typeof serviceSpecSchema>;
export type RedisSpec = z.output<typeof redisSchema>;
