import type { Severity } from './finding.ts';

/** What hadolint's configuration says, decoded and complete. */
export interface Configuration {
  /** The mildest severity that makes the command line fail; `none` never does. */
  readonly failureThreshold: Threshold;
  /** Name of a report format. */
  readonly format: string | undefined;
  /** Codes that are not reported. */
  readonly ignored: ReadonlySet<string>;
  /** Codes by the severity that they are given; where a code stands twice the worst one wins. */
  readonly override: { readonly [S in OverridableSeverity]: ReadonlySet<string> };
  /** Patterns of registries that images may come from; empty allows all. */
  readonly trustedRegistries: readonly string[];
  readonly labelSchema: ReadonlyMap<string, LabelType>;
  readonly strictLabels: boolean;
  /** Comments that silence findings have no effect. */
  readonly disableIgnorePragma: boolean;
  readonly noFail: boolean;
  readonly noColor: boolean;
  readonly verbose: boolean;
}

export const thresholds = ['error', 'warning', 'info', 'style', 'ignore', 'none'] as const;
export type Threshold = (typeof thresholds)[number];

export const overridableSeverities = ['error', 'warning', 'info', 'style'] as const;
export type OverridableSeverity = (typeof overridableSeverities)[number];

export const labelTypes = ['text', 'url', 'semver', 'hash', 'rfc3339', 'spdx', 'email'] as const;
export type LabelType = (typeof labelTypes)[number];

/** What one source says: a file, the environment, the command line, an editor's settings. */
export interface ConfigurationLayer {
  readonly failureThreshold?: Threshold | undefined;
  readonly format?: string | undefined;
  readonly ignored?: readonly string[] | undefined;
  readonly override?: { readonly [S in OverridableSeverity]?: readonly string[] | undefined } | undefined;
  readonly trustedRegistries?: readonly string[] | undefined;
  readonly labelSchema?: Readonly<Record<string, LabelType>> | undefined;
  readonly strictLabels?: boolean | undefined;
  readonly disableIgnorePragma?: boolean | undefined;
  readonly noFail?: boolean | undefined;
  readonly noColor?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/**
 * Puts sources together, the weakest first. A later source wins where there is one value, lists are
 * joined, and a label keeps the type that the first source gave it.
 */
export function configurationFrom(...layers: readonly ConfigurationLayer[]): Configuration {
  const last = <K extends keyof ConfigurationLayer>(key: K) =>
    layers.findLast((layer) => layer[key] !== undefined)?.[key];
  const codes = (severity: OverridableSeverity) => new Set(layers.flatMap((layer) => layer.override?.[severity] ?? []));
  const labels = new Map<string, LabelType>();
  for (const layer of layers) {
    for (const [name, type] of Object.entries(layer.labelSchema ?? {})) if (!labels.has(name)) labels.set(name, type);
  }
  return {
    failureThreshold: last('failureThreshold') ?? 'info',
    format: last('format'),
    ignored: new Set(layers.flatMap((layer) => layer.ignored ?? [])),
    override: { error: codes('error'), warning: codes('warning'), info: codes('info'), style: codes('style') },
    trustedRegistries: layers.flatMap((layer) => layer.trustedRegistries ?? []),
    labelSchema: labels,
    strictLabels: last('strictLabels') ?? false,
    disableIgnorePragma: last('disableIgnorePragma') ?? false,
    noFail: last('noFail') ?? false,
    noColor: last('noColor') ?? false,
    verbose: last('verbose') ?? false,
  };
}

export const defaultConfiguration: Configuration = configurationFrom();

/** The severity that a finding ends up with; `ignore` means that it is not shown. */
export function severityOf(code: string, byDefault: Severity, configuration: Configuration): Severity {
  if (configuration.ignored.has(code)) return 'ignore';
  for (const severity of overridableSeverities) if (configuration.override[severity].has(code)) return severity;
  return byDefault;
}

/** Whether a finding of this severity makes the command line fail. */
export function reaches(severity: Severity, threshold: Threshold): boolean {
  return threshold !== 'none' && thresholds.indexOf(severity) <= thresholds.indexOf(threshold);
}
