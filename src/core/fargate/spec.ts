/**
 * `quayside.yaml`: what a person says about a service. One schema serves validation, the editor's
 * completion (as JSON Schema) and the type that everything else is written against.
 */
import * as z from 'zod';

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/, 'lower-case letters, digits and hyphens, 2 to 32 characters, starting with a letter')
  .meta({ description: 'Names the service and everything made for it.' });

const cpu = z.union([z.literal([256, 512, 1024, 2048, 4096, 8192, 16384]), z.string()]);

export const healthCheckSchema = z.strictObject({
  path: z.string().startsWith('/').default('/').meta({ description: 'Path that the load balancer asks.' }),
  interval: z.int().min(5).max(300).default(15).meta({ description: 'Seconds between two checks.' }),
  timeout: z.int().min(2).max(120).default(5).meta({ description: 'Seconds until a check has failed; less than interval.' }),
  healthy: z.int().min(2).max(10).default(2).meta({ description: 'Checks in a row until a target is healthy.' }),
  unhealthy: z.int().min(2).max(10).default(2).meta({ description: 'Failed checks in a row until it is not.' }),
  matcher: z.string().regex(/^\d{3}([-,]\d{3})*$/).default('200').meta({ description: 'HTTP codes that count as healthy.' }),
  gracePeriod: z.int().min(0).max(2147483647).default(60).meta({ description: 'Seconds after a start in which failed checks stop no task.' }),
});

export const redisSchema = z.strictObject({
  mode: z.literal('sidecar').default('sidecar').meta({ description: 'Where Redis runs: beside the app, in each task.' }),
  image: z.string().min(1).default('redis:7-alpine'),
  memory: z.int().min(64).default(128).meta({ description: 'MiB for the Redis container; three quarters of it hold data.' }),
  policy: z
    .enum(['allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl', 'noeviction'])
    .default('allkeys-lru')
    .meta({ description: 'What Redis drops when its memory is full.' }),
});

export const serviceSpecSchema = z
  .strictObject({
    name,
    cluster: name.optional().meta({ description: 'ECS cluster; the name of the service unless given.' }),
    build: z
      .strictObject({
        context: z.string().min(1).default('.'),
        dockerfile: z.string().min(1).default('Dockerfile'),
        target: z.string().min(1).optional(),
        args: z.record(z.string(), z.string()).default({}),
      })
      .prefault({}),
    repository: z.string().min(2).optional().meta({ description: 'ECR repository; the name of the service unless given.' }),
    cpu: cpu.default(256).meta({ description: 'CPU units of the task: 256 is a quarter of a vCPU.' }),
    memory: z.union([z.int(), z.string()]).default(512).meta({ description: 'MiB of the task; has to fit cpu.' }),
    architecture: z.enum(['x86_64', 'arm64']).default('x86_64'),
    port: z.int().min(1).max(65535).meta({ description: 'Port that the container listens on.' }),
    count: z.int().min(0).max(5000).default(1).meta({ description: 'Tasks that should run.' }),
    path: z.string().startsWith('/').default('/*').meta({ description: 'Path pattern of the listener rule.' }),
    healthCheck: healthCheckSchema.prefault({}),
    environment: z.record(z.string(), z.string()).default({}),
    redis: redisSchema.optional(),
    logs: z
      .strictObject({
        retention: z
          .literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653])
          .default(30)
          .meta({ description: 'Days that log lines are kept.' }),
      })
      .prefault({}),
  })
  .meta({ title: 'Quayside service', description: 'A service that Quayside builds, pushes and runs on Fargate.' });

export type ServiceSpec = z.output<typeof serviceSpecSchema>;
export type RedisSpec = z.output<typeof redisSchema>;
