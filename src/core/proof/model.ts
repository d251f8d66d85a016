/**
 * What a proof says: whether two Dockerfiles make the same image, and where not. The report is plain data and keeps
 * its shape: `JSON.stringify` of it is the machine-readable form.
 */

/** The steps of the proof, from the cheapest up. */
export type Rung = 'parse' | 'configuration' | 'build' | 'image' | 'files' | 'programs' | 'start';

type Verdict = 'equal' | 'different' | 'could-not-tell';

export interface ProofReport {
  readonly verdict: Verdict;
  /** Empty unless the verdict is `different`. */
  readonly differences: readonly ProofDifference[];
  /** What could not be found out and keeps the verdict from being `equal`. */
  readonly doubts: readonly Doubt[];
  /** Worth knowing, and no reason for another verdict. */
  readonly notes: readonly string[];
  readonly rungs: readonly RungResult[];
  readonly files: FileSummary;
  /** By its path in the build context; undefined where no build after a change of a source was measured. */
  readonly changedSource: string | undefined;
  readonly before: ProofSide;
  readonly after: ProofSide;
}

export interface ProofDifference {
  readonly rung: Rung;
  /** In words: `ENV MODE is gone`. */
  readonly what: string;
  /** A path in the image, or the field of its configuration. */
  readonly where: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** 1-based lines of the two Dockerfiles, where the instruction is known. */
  readonly beforeLine: number | undefined;
  readonly afterLine: number | undefined;
}

export interface Doubt {
  readonly rung: Rung;
  readonly why: string;
}

export interface RungResult {
  readonly rung: Rung;
  readonly state: 'same' | 'different' | 'unsure' | 'skipped';
  readonly says: string;
}

export interface FileSummary {
  /** Paths that are the same in both. */
  readonly same: number;
  readonly removed: readonly FileClass[];
  readonly added: readonly FileClass[];
  readonly changed: readonly FileClass[];
}

/** Paths that differ for one and the same reason. */
export interface FileClass {
  readonly reason: string;
  readonly count: number;
  readonly bytes: number;
  /** The first few. */
  readonly examples: readonly string[];
}

export interface ProofSide {
  /** As it was given. */
  readonly dockerfile: string;
  /** Bytes, unpacked; undefined where it was not built. */
  readonly size: number | undefined;
  readonly layers: readonly {
    readonly instruction: string;
    readonly line: number | undefined;
    readonly bytes: number;
  }[];
  readonly seconds: BuildSeconds;
  readonly start: StartSummary | undefined;
}

/** Undefined where it was not measured. */
export interface BuildSeconds {
  /** Without the cache of earlier builds. */
  readonly cold: number | undefined;
  /** Once more, with nothing changed. */
  readonly warm: number | undefined;
  /** Once more, after a byte was added to a source file. */
  readonly sourceChange: number | undefined;
}

export interface StartSummary {
  /** `answered`: the port; `ended`: by itself; `running`: still, and no port to ask; `failed`: did not start. */
  readonly state: 'answered' | 'ended' | 'running' | 'failed' | 'no-answer';
  readonly seconds: number;
  readonly status: number | undefined;
  readonly exitCode: number | undefined;
  readonly userIds: readonly string[] | undefined;
  /** How it took the stop signal; undefined where it had ended. */
  readonly stop: { readonly seconds: number; readonly killed: boolean; readonly exitCode: number } | undefined;
}
