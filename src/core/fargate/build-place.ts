import { parse } from 'yaml';
import type { ServiceOfImage } from '../lint/rule.ts';

/** What a `quayside.yaml` builds, as it is written: paths. */
export interface BuildPlace {
  /** From the folder of the file. */
  readonly context: string;
  /** From the context. */
  readonly dockerfile: string;
}

/**
 * Reads of a `quayside.yaml` nothing but what it builds, however wrong the rest of it is while somebody writes it.
 * @returns undefined where it is no YAML or no group of settings
 */
export function buildPlaceOf(text: string): BuildPlace | undefined {
  const spec = read(text);
  if (!isGroup(spec)) return undefined;
  const build = isGroup(spec.build) ? spec.build : {};
  const path = (value: unknown, fallback: string) => (typeof value === 'string' && value !== '' ? value : fallback);
  return { context: path(build.context, '.'), dockerfile: path(build.dockerfile, 'Dockerfile') };
}

/**
 * Reads of a `quayside.yaml` what the image has to fit, with the same patience.
 * @returns undefined where no port is named that could be one
 */
export function serviceOfImageIn(text: string): ServiceOfImage | undefined {
  const spec = read(text);
  const { port, architecture } = isGroup(spec) ? spec : {};
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65535) return undefined;
  return { port, architecture: architecture === 'arm64' ? 'arm64' : 'x86_64' };
}

function read(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
