/** The task sizes that Fargate offers for Linux. CPU in units (1024 a vCPU), memory in MiB. */

interface SizeRow {
  readonly cpu: number;
  readonly memory: readonly number[];
}

export const sizes: readonly SizeRow[] = [
  { cpu: 256, memory: [512, 1024, 2048] },
  { cpu: 512, memory: steps(1024, 4096, 1024) },
  { cpu: 1024, memory: steps(2048, 8192, 1024) },
  { cpu: 2048, memory: steps(4096, 16384, 1024) },
  { cpu: 4096, memory: steps(8192, 30720, 1024) },
  { cpu: 8192, memory: steps(16384, 61440, 4096) },
  { cpu: 16384, memory: steps(32768, 122880, 8192) },
];

/** CPU units of `256`, `"256"`, `".5 vCPU"`; undefined for what is none of them. */
export function cpuUnits(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^\s*(\d+|\d*\.\d+)\s*(vcpus?)?\s*$/i.exec(value);
  if (!match) return undefined;
  return match[2] ? Math.round(Number(match[1]) * 1024) : Number(match[1]);
}

/** MiB of `512`, `"512"`, `"1GB"`, `"0.5 GB"`, `"512 MiB"`; undefined for what is none of them. */
export function memoryMiB(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^\s*(\d+|\d*\.\d+)\s*(g|gi?b|m|mi?b)?\s*$/i.exec(value);
  if (!match) return undefined;
  return /^g/i.test(match[2] ?? '') ? Math.round(Number(match[1]) * 1024) : Number(match[1]);
}

export function isCpu(cpu: number): boolean {
  return sizes.some((row) => row.cpu === cpu);
}

/** The offered amount of CPU that is closest; the larger of two that are equally close. */
export function nearestCpu(cpu: number): number {
  return nearest(
    sizes.map((row) => row.cpu),
    cpu,
  );
}

export interface SizeAdvice {
  /** The closest memory for that CPU. */
  readonly memory: number;
  /** The least CPU for that memory, rounded up to what is offered; undefined where no task is that large. */
  readonly other: { readonly cpu: number; readonly memory: number } | undefined;
}

/** What to take instead of a pair that Fargate does not offer; undefined for a pair that it does. */
export function sizeAdvice(cpu: number, memory: number): SizeAdvice | undefined {
  const row = sizes.find((size) => size.cpu === cpu) ?? rowOf(nearestCpu(cpu));
  if (row.cpu === cpu && row.memory.includes(memory)) return undefined;
  const other = sizes
    .map(({ cpu: units, memory: offers }) => ({ cpu: units, memory: offers.find((offer) => offer >= memory) }))
    .find((size) => size.memory !== undefined && size.cpu !== row.cpu && size.memory - memory < 1024);
  return {
    memory: nearest(row.memory, memory),
    other: other?.memory === undefined ? undefined : { cpu: other.cpu, memory: other.memory },
  };
}

/** `0.25 vCPU`, `2 vCPU` */
export function saysCpu(cpu: number): string {
  return `${cpu / 1024} vCPU`;
}

/** `512 MiB`, `2 GB` */
export function saysMemory(memory: number): string {
  return memory % 1024 === 0 ? `${memory / 1024} GB` : `${memory} MiB`;
}

function rowOf(cpu: number): SizeRow {
  return sizes.find((row) => row.cpu === cpu) as SizeRow;
}

function nearest(offers: readonly number[], wanted: number): number {
  return offers.reduce((best, offer) => (Math.abs(offer - wanted) <= Math.abs(best - wanted) ? offer : best));
}

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}
