/** The configuration of an image as engines store it, in one spelling. */

export interface SavedConfiguration {
  readonly os: string;
  readonly architecture: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** `NAME=value`, in order. */
  readonly environment: readonly string[];
  readonly user: string;
  readonly workingDirectory: string;
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly stopSignal: string;
  /** As `HealthConfig` has it: durations in nanoseconds; undefined for none. */
  readonly healthCheck: Readonly<Record<string, unknown>> | undefined;
  readonly shell: readonly string[];
  readonly onBuild: readonly string[];
  readonly history: readonly HistoryEntry[];
  /** `sha256:…` of each unpacked layer, from the lowest up. */
  readonly diffIds: readonly string[];
}

export interface HistoryEntry {
  /** The instruction as the builder wrote it down. */
  readonly createdBy: string;
  /** True for instructions that change no file. */
  readonly empty: boolean;
}

/** @param saved the JSON of an image's configuration, by the OCI image specification */
export function readSavedConfiguration(saved: unknown): SavedConfiguration {
  const image = saved as SavedJson;
  const config = image.config ?? {};
  return {
    os: image.os ?? 'linux',
    architecture: image.architecture ?? '',
    entrypoint: config.Entrypoint ?? [],
    command: config.Cmd ?? [],
    environment: config.Env ?? [],
    user: config.User ?? '',
    workingDirectory: config.WorkingDir ?? '',
    ports: Object.keys(config.ExposedPorts ?? {}).sort(),
    volumes: Object.keys(config.Volumes ?? {}).sort(),
    labels: config.Labels ?? {},
    stopSignal: config.StopSignal ?? '',
    healthCheck: config.Healthcheck ?? undefined,
    shell: config.Shell ?? [],
    onBuild: config.OnBuild ?? [],
    history: (image.history ?? []).map(({ created_by, empty_layer }) => ({
      createdBy: created_by ?? '',
      empty: empty_layer ?? false,
    })),
    diffIds: image.rootfs?.diff_ids ?? [],
  };
}

interface SavedJson {
  readonly os?: string;
  readonly architecture?: string;
  readonly config?: {
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly StopSignal?: string;
    readonly Healthcheck?: Readonly<Record<string, unknown>> | null;
    readonly Shell?: readonly string[] | null;
    readonly OnBuild?: readonly string[] | null;
  };
  readonly history?: readonly { readonly created_by?: string; readonly empty_layer?: boolean }[];
  readonly rootfs?: { readonly diff_ids?: readonly string[] };
}
