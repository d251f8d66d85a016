import type { ParsedInstruction } from './instruction.ts';
import type { Flag, ParseProblem } from './model.ts';
import { mountProblem } from './mounts.ts';

type FlagType = 'text' | 'texts' | 'boolean' | 'duration' | 'count';

const flagsOf: Readonly<Record<string, Readonly<Record<string, FlagType>>>> = {
  ADD: {
    checksum: 'text',
    chmod: 'text',
    chown: 'text',
    exclude: 'texts',
    'keep-git-dir': 'boolean',
    link: 'boolean',
    unpack: 'boolean',
  },
  COPY: { chmod: 'text', chown: 'text', exclude: 'texts', from: 'text', link: 'boolean', parents: 'boolean' },
  FROM: { platform: 'text' },
  HEALTHCHECK: {
    interval: 'duration',
    retries: 'count',
    'start-interval': 'duration',
    'start-period': 'duration',
    timeout: 'duration',
  },
  RUN: { device: 'texts', mount: 'texts', network: 'text', security: 'text' },
};

/** The first flag that the builder would refuse. ARG and STOPSIGNAL take any: the builder never looks at theirs. */
export function flagProblem(instruction: ParsedInstruction): ParseProblem | undefined {
  const { keyword, flags } = instruction;
  if (flags.length === 0 || keyword === 'ARG' || keyword === 'STOPSIGNAL') return undefined;
  const known = flagsOf[keyword] ?? {};
  const seen = new Set<string>();
  for (const flag of flags) {
    const type = Object.hasOwn(known, flag.name) ? known[flag.name] : undefined;
    if (!type) return { kind: 'unknown-flag', message: `${keyword} has no flag --${flag.name}.`, range: flag.range };
    if (seen.has(flag.name) && type !== 'texts') {
      return { kind: 'duplicate-flag', message: `--${flag.name} may stand only once.`, range: flag.range };
    }
    seen.add(flag.name);
    const found = valueProblem(flag, type) ?? (flag.name === 'mount' ? mountProblem(flag) : undefined);
    if (found) return found;
  }
  return undefined;
}

function valueProblem(flag: Flag, type: FlagType): ParseProblem | undefined {
  const { name, value, range } = flag;
  if (value === undefined) {
    return type === 'boolean' ? undefined : { kind: 'missing-flag-value', message: `--${name} needs a value.`, range };
  }
  const at = flag.valueRange ?? range;
  switch (type) {
    case 'boolean':
      if (value === '') return { kind: 'missing-flag-value', message: `--${name} needs a value after =.`, range };
      if (/^(true|false)$/i.test(value)) return undefined;
      return { kind: 'invalid-flag-value', message: `--${name} is true or false, not ${value}.`, range: at };
    case 'duration':
      return durationProblem(name, value, at);
    case 'count':
      if (value === '' || /^\+?\d{1,9}$/.test(value)) return undefined;
      return { kind: 'invalid-flag-value', message: `--${name} is a number of times, not ${value}.`, range: at };
    default:
      return undefined;
  }
}

const duration = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/;
const nanoseconds: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 6e10,
  h: 3.6e12,
};

function durationProblem(name: string, value: string, range: Flag['range']): ParseProblem | undefined {
  if (value === '' || /^[+-]?0$/.test(value)) return undefined;
  if (!duration.test(value)) {
    return { kind: 'invalid-flag-value', message: `--${name} is a time such as 30s, not ${value}.`, range };
  }
  let total = 0;
  for (const [, amount, unit] of value.matchAll(/([\d.]+)([a-z\u00b5\u03bc]+)/g)) {
    total += Number(amount) * (nanoseconds[unit as string] as number);
  }
  if (total === 0 || (total >= 1e6 && !value.startsWith('-'))) return undefined;
  return { kind: 'invalid-flag-value', message: `--${name} cannot be less than 1ms.`, range };
}
