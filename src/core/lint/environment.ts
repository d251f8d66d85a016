import {
  type ConfigurationLayer,
  type LabelType,
  labelTypes,
  overridableSeverities,
  type Threshold,
  thresholds,
} from './configuration.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A value that hadolint would not know either. */
export interface UnknownValue {
  /** A sentence. */
  readonly message: string;
  /** What would do, as a sentence. */
  readonly says: string;
}

/** What `HADOLINT_…` says; a value that is not known says nothing and is listed. */
export function environmentLayer(env: Environment): { layer: ConfigurationLayer; unknown: readonly UnknownValue[] } {
  const unknown: UnknownValue[] = [];
  const known = <T>(read: T | UnknownValue): T[] => {
    if (!isUnknown(read)) return [read];
    unknown.push(read);
    return [];
  };
  const list = (name: string) => env[`HADOLINT_${name}`]?.split(',').flatMap((item) => item.trim() || []);
  const isOn = (name: string) => (env[name] === undefined ? undefined : /^(?:1|y|on|true|yes)$/i.test(env[name]));
  const threshold = env.HADOLINT_FAILURE_THRESHOLD;
  const layer = {
    format: env.HADOLINT_FORMAT || undefined,
    failureThreshold: threshold ? known(thresholdNamed(threshold))[0] : undefined,
    ignored: list('IGNORE'),
    override: Object.fromEntries(
      overridableSeverities.map((severity) => [severity, list(`OVERRIDE_${severity.toUpperCase()}`)]),
    ),
    trustedRegistries: list('TRUSTED_REGISTRIES'),
    labelSchema: Object.fromEntries(list('REQUIRE_LABELS')?.flatMap((label) => known(labelIn(label))) ?? []),
    strictLabels: isOn('HADOLINT_STRICT_LABELS'),
    disableIgnorePragma: isOn('HADOLINT_DISABLE_IGNORE_PRAGMA'),
    noFail: isOn('HADOLINT_NOFAIL'),
    verbose: isOn('HADOLINT_VERBOSE'),
  };
  return { layer, unknown };
}

/** The variables among them that change what is found, and not only how a command tells of it; by name, those that are set. */
export function variablesThatApply(env: Environment): string[] {
  const names = [
    'IGNORE',
    ...overridableSeverities.map((severity) => `OVERRIDE_${severity.toUpperCase()}`),
    'TRUSTED_REGISTRIES',
    'REQUIRE_LABELS',
    'STRICT_LABELS',
    'DISABLE_IGNORE_PRAGMA',
  ];
  return names.map((name) => `HADOLINT_${name}`).filter((name) => env[name] !== undefined && env[name] !== '');
}

export const isUnknown = (read: unknown): read is UnknownValue =>
  typeof read === 'object' && read !== null && 'says' in read;

export function thresholdNamed(name: string): Threshold | UnknownValue {
  const message = `There is no threshold \`${name}\`.`;
  return thresholds.find((known) => known === name) ?? { message, says: `Choose one of ${thresholds.join(', ')}.` };
}

/** Reads `name:type`. */
export function labelIn(written: string): [string, LabelType] | UnknownValue {
  const colon = written.lastIndexOf(':');
  const type = labelTypes.find((known) => known === written.slice(colon + 1));
  if (colon > 0 && type) return [written.slice(0, colon), type];
  return {
    message: `\`${written}\` names no label and type.`,
    says: `Write name:type, with one of ${labelTypes.join(', ')}.`,
  };
}
