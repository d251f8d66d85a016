/**
 * The one error that a person is shown: a code to search for, a sentence, the cause where one is
 * known, and the action that mends it. Everything else that is thrown is a defect of ours.
 */
export class UserFacingError extends Error {
  override readonly name = 'UserFacingError';
  /** Kebab-case, stable: `no-engine`, `expired-credentials`. */
  readonly code: string;
  /** What the person can do about it, as a sentence; with `command` it is also a button. */
  readonly action: ErrorAction | undefined;
  /** Where in a file the error lies, so that an editor can show it there. */
  readonly location: ErrorLocation | undefined;

  constructor(details: {
    code: string;
    message: string;
    action?: ErrorAction | undefined;
    location?: ErrorLocation | undefined;
    /** Text is for the person, such as the last lines of a build; an error is for the log. */
    cause?: unknown;
  }) {
    super(details.message, { cause: details.cause });
    this.code = details.code;
    this.action = details.action;
    this.location = details.location;
  }
}

export interface ErrorAction {
  /** An imperative sentence: `Start Docker Desktop and try again.` */
  readonly says: string;
  /** A command of the extension that does it, with the text of its button. */
  readonly command?: { readonly id: string; readonly title: string; readonly arguments?: readonly unknown[] };
}

export interface ErrorLocation {
  /** Absolute path of the file. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column?: number;
}

/** The person asked to stop. Never shown as an error. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('Cancelled');
  }
}

/** By name and not by class: the bundles that are loaded on first use have their own copy of the class. */
export function isUserFacing(error: unknown): error is UserFacingError {
  return error instanceof Error && error.name === 'UserFacingError';
}

export function isCancelled(error: unknown): error is CancelledError {
  return error instanceof Error && (error.name === 'CancelledError' || error.name === 'AbortError');
}
