/**
 * Settings that are each well written but cannot be had together. Reads the raw values, so that these
 * are found even where something else in the file is wrong.
 */
import { cpuUnits, isCpu, memoryMiB, nearestCpu, saysCpu, saysMemory, sizeAdvice } from './sizes.ts';

export interface Impossible {
  readonly message: string;
  readonly path: readonly string[];
}

/** Memory of the app's container that must be left beside Redis, in MiB. */
const leastAppMemory = 128;

export function impossibleValues(raw: unknown): Impossible[] {
  if (!isGroup(raw)) return [];
  const cpu = cpuUnits(raw.cpu ?? 256);
  const memory = memoryMiB(raw.memory ?? 512);
  return [...size(cpu, memory, raw.memory !== undefined), ...redis(raw.redis, memory), ...timing(raw.healthCheck)];
}

function size(cpu: number | undefined, memory: number | undefined, memoryIsGiven: boolean): Impossible[] {
  if (cpu === undefined) return [];
  if (!isCpu(cpu)) {
    const nearest = nearestCpu(cpu);
    return [
      {
        message: `Fargate has no task with ${cpu} CPU units; the nearest is ${nearest} (${saysCpu(nearest)}).`,
        path: ['cpu'],
      },
    ];
  }
  const advice = memory === undefined ? undefined : sizeAdvice(cpu, memory);
  if (memory === undefined || !advice) return [];
  const other = advice.other ? `, or take cpu ${advice.other.cpu} for ${saysMemory(advice.other.memory)}` : '';
  const wanted = memoryIsGiven ? saysMemory(memory) : `the usual ${saysMemory(memory)}`;
  return [
    {
      message:
        `Fargate has no task with ${cpu} CPU units and ${wanted}; ` +
        `the nearest memory is ${advice.memory} (${saysMemory(advice.memory)})${other}.`,
      path: [memoryIsGiven ? 'memory' : 'cpu'],
    },
  ];
}

function redis(section: unknown, taskMemory: number | undefined): Impossible[] {
  if (section === undefined || taskMemory === undefined) return [];
  const given = isGroup(section) ? section.memory : undefined;
  const memory = given === undefined ? 128 : given;
  if (typeof memory !== 'number' || taskMemory - memory >= leastAppMemory) return [];
  return [
    {
      message:
        `Redis with ${memory} MiB does not fit beside the app in a task of ${saysMemory(taskMemory)}: ` +
        `the app needs at least ${leastAppMemory} MiB of it.`,
      path: given === undefined ? ['redis'] : ['redis', 'memory'],
    },
  ];
}

function timing(section: unknown): Impossible[] {
  if (!isGroup(section)) return [];
  const { interval = 15, timeout = 5 } = section;
  if (typeof interval !== 'number' || typeof timeout !== 'number' || timeout < interval) return [];
  return [
    {
      message: `The health check's timeout of ${timeout} s has to be less than its interval of ${interval} s.`,
      path: ['healthCheck', section.timeout === undefined ? 'interval' : 'timeout'],
    },
  ];
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
