/** What every workflow gets last: the way to stop it and the way to say how far it is. */
export interface Run {
  readonly signal: AbortSignal;
  report(event: ProgressEvent): void;
}

/** Real numbers only: bytes, layers, steps, tasks. A step without a known total has none. */
export interface ProgressEvent {
  /** What is going on, for a person: `Pushing 3 of 7 layers`. */
  readonly message: string;
  /** Machine-readable phase such as `build`, `push`, `deploy.service`. */
  readonly phase: string;
  readonly done?: number;
  readonly total?: number;
  readonly unit?: 'bytes' | 'layers' | 'steps' | 'tasks' | 'resources' | 'findings';
  /** A line of output that belongs in the log and not in a notification. */
  readonly log?: string;
}
