// Requests that AWS refuses and ministack accepts.
import type { AwsCall } from './aws-call.ts';
import type { AwsRefusal } from './exchange.ts';

/** Why AWS would refuse this call; undefined when it would not, as far as we know. */
export function refusal(call: AwsCall): AwsRefusal | undefined {
  return RULES[`${call.service}:${call.action}`]?.(call);
}

const RULES: Readonly<Record<string, (call: AwsCall) => AwsRefusal | undefined>> = {
  'ecs:RegisterTaskDefinition': refuseTaskDefinition,
  'ecs:DescribeServices': ({ input }) => tooMany(input.services, 10, 'services'),
  'ecs:DescribeTasks': ({ input }) => tooMany(input.tasks, 100, 'tasks'),
  'elasticloadbalancing:CreateLoadBalancer': refuseLoadBalancer,
  'elasticloadbalancing:CreateTargetGroup': ({ query }) => badName(query.get('Name'), 'Target group'),
  'ecr:CreateRepository': refuseRepository,
};

function refuseTaskDefinition({ input }: AwsCall): AwsRefusal | undefined {
  const compatibilities = input.requiresCompatibilities;
  if (!Array.isArray(compatibilities) || !compatibilities.includes('FARGATE')) return undefined;
  const refuse = (message: string): AwsRefusal => ({ code: 'ClientException', message });
  if (input.cpu === undefined || input.memory === undefined) {
    return refuse("Fargate requires that 'cpu' be defined at the task level.");
  }
  if (input.networkMode !== 'awsvpc') return refuse('Fargate only supports network mode ‘awsvpc’.');
  const sizes = FARGATE_SIZES[cpuUnits(input.cpu)];
  if (!sizes) return refuse("Invalid 'cpu' setting for task.");
  const memory = mebibytes(input.memory);
  const [least, most, step] = sizes;
  // The smallest processor leaves out one step: 512, 1024, 2048.
  const exists = memory >= least && memory <= most && (memory - least) % step === 0 && memory !== 1536;
  if (!exists) return refuse('No Fargate configuration exists for given values.');
  const containers = (input.containerDefinitions ?? []) as { cpu?: number; memory?: number; name?: string }[];
  const sum = containers.reduce((total, { memory: own = 0 }) => total + own, 0);
  if (sum > memory) {
    return refuse("Invalid setting for container. The sum of the containers' memory exceeds the memory of the task.");
  }
  return undefined;
}

/** Least, most and step of the memory in MiB for each number of CPU units. */
const FARGATE_SIZES: Readonly<Record<number, readonly [number, number, number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

function refuseLoadBalancer({ query }: AwsCall): AwsRefusal | undefined {
  const name = badName(query.get('Name'), 'Load balancer');
  if (name) return name;
  const type = query.get('Type') ?? 'application';
  const subnets = [...query.keys()].filter((key) =>
    /^(Subnets\.member\.\d+|SubnetMappings\.member\.\d+\.SubnetId)$/.test(key),
  );
  if (type === 'application' && new Set(subnets.map((key) => query.get(key))).size < 2) {
    return {
      code: 'InvalidConfigurationRequest',
      message: 'At least two subnets in two different Availability Zones must be specified',
    };
  }
  return undefined;
}

function badName(name: string | null, what: string): AwsRefusal | undefined {
  if (name === null) return undefined;
  const refuse = (message: string): AwsRefusal => ({ code: 'ValidationError', message });
  if (name.length > 32) return refuse(`${what} name '${name}' cannot be longer than '32' characters`);
  if (!/^[a-zA-Z0-9-]+$/.test(name)) {
    return refuse(`${what} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`);
  }
  if (name.startsWith('-') || name.endsWith('-')) {
    return refuse(`${what} name '${name}' cannot begin or end with a hyphen(-)`);
  }
  return undefined;
}

const REPOSITORY = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

function refuseRepository({ input }: AwsCall): AwsRefusal | undefined {
  const name = String(input.repositoryName ?? '');
  if (name.length >= 2 && name.length <= 256 && REPOSITORY.test(name)) return undefined;
  return {
    code: 'InvalidParameterException',
    message: `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '${REPOSITORY.source.replaceAll('\\/', '/')}''`,
  };
}

function tooMany(value: unknown, limit: number, what: string): AwsRefusal | undefined {
  if (!Array.isArray(value) || value.length <= limit) return undefined;
  return {
    code: 'InvalidParameterException',
    message: `${what[0]?.toUpperCase()}${what.slice(1)} cannot have more than ${limit} elements.`,
  };
}

function cpuUnits(value: unknown): number {
  const text = String(value).trim().toLowerCase();
  const vcpu = /^([\d.]+)\s*vcpu$/.exec(text);
  return vcpu ? Number(vcpu[1]) * 1024 : Number(text);
}

function mebibytes(value: unknown): number {
  const text = String(value).trim().toLowerCase();
  const gigabytes = /^([\d.]+)\s*gb$/.exec(text);
  return gigabytes ? Number(gigabytes[1]) * 1024 : Number(text);
}
