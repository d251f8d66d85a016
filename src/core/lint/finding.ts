import type { Range, TextEdit } from '../text.ts';

/** From worst to mildest; `ignore` is a rule that is off unless the configuration raises it. */
export type Severity = 'error' | 'warning' | 'info' | 'style' | 'ignore';

export interface Finding {
  /** `DL3006`, `SC2086`, a BuildKit check name, `QS1001`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  /** Zero-based line that hadolint would name: the first line of the instruction. */
  readonly line: number;
  readonly fix?: Fix | undefined;
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  readonly related?: readonly { readonly range: Range; readonly message: string }[];
}

export interface Fix {
  /** What happens, in the imperative: `Write the command as a JSON array`. */
  readonly title: string;
  /** `safe`: the image stays what it was but for what the rule is about. `review`: a person should look. */
  readonly safety: 'safe' | 'review';
  readonly edits: readonly TextEdit[];
}
