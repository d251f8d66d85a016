import {
  type Configuration,
  type ConfigurationLayer,
  configurationFrom,
  type OverridableSeverity,
  overridableSeverities,
} from './configuration.ts';

/** The settings of an editor, as a person may have written them: of any shape. */
export interface EditorSettings {
  /** Codes. */
  readonly ignored?: unknown;
  /** Severities by code; `ignore` hides the code. */
  readonly severity?: unknown;
  /** Patterns of registries. */
  readonly trustedRegistries?: unknown;
}

/**
 * What holds in an editor: the environment, the file that applies, and settings on top. A setting for a code has the
 * last word: it shows what the others ignore and makes mild what they make worse. What has not the right shape says
 * nothing.
 */
export function withSettings(
  settings: EditorSettings,
  file: ConfigurationLayer,
  environment: ConfigurationLayer = {},
): Configuration {
  const severities = Object.entries(isRecord(settings.severity) ? settings.severity : {});
  const spokenOf = new Set(severities.flatMap(([code, severity]) => (isSeverity(severity) ? [code] : [])));
  const codesWith = (severity: string) => severities.flatMap(([code, given]) => (given === severity ? [code] : []));
  const kept = (codes: readonly string[] = []) => codes.filter((code) => !spokenOf.has(code));
  const eachSeverity = (codes: (severity: OverridableSeverity) => readonly string[]) =>
    Object.fromEntries(overridableSeverities.map((severity) => [severity, codes(severity)]));
  const withoutThose = (layer: ConfigurationLayer): ConfigurationLayer => ({
    ...layer,
    ignored: kept(layer.ignored),
    override: eachSeverity((severity) => kept(layer.override?.[severity])),
  });
  return configurationFrom(withoutThose(environment), withoutThose(file), {
    ignored: [...kept(stringsOf(settings.ignored)), ...codesWith('ignore')],
    override: eachSeverity(codesWith),
    trustedRegistries: stringsOf(settings.trustedRegistries),
  });
}

const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isSeverity = (value: unknown): boolean =>
  value === 'ignore' || overridableSeverities.some((one) => one === value);
