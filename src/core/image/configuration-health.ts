import type { Instruction } from '../dockerfile/model.ts';

/** The options with the values that they have when they are not given. */
const options = ['interval', 'timeout', 'start-period', 'start-interval', 'retries'];

const milliseconds: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};

/** A HEALTHCHECK as the engine gets it, with its options behind the command, spelled in one way. */
export function healthCheckOf(instruction: Instruction): readonly string[] {
  const { command, flags, words } = instruction;
  if (!command) return [(words[0]?.value ?? 'NONE').toUpperCase()];
  const test =
    command.form === 'exec'
      ? ['CMD', ...command.arguments.map(({ value }) => value)]
      : ['CMD-SHELL', command.script.text];
  const given = options.flatMap((name) => {
    const value = flags.find((flag) => flag.name === name)?.value;
    return value === undefined || isZero(value) ? [] : [`${name}=${name === 'retries' ? value : duration(value)}`];
  });
  return [...test, ...given];
}

function isZero(value: string): boolean {
  return /^0+(?:[a-zµ]+)?$/.test(value);
}

/** `1m30s` and `90s` are the same. */
function duration(text: string): string {
  let sum = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(/([\d.]+)(h|ms|m|us|µs|ns|s)/g)) {
    sum += Number(amount) * (milliseconds[unit] ?? 0);
  }
  return `${sum / 1000}s`;
}
