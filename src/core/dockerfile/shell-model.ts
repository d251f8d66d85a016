import type { Range } from '../text.ts';
import type { ShellNode } from './bash.ts';
import type { FoldedText } from './model.ts';

/** The commands of a script, as the rules want to see them. All ranges are in the source. */
export interface ShellScript {
  /** False where the text is no shell; there are no commands then. */
  readonly parsed: boolean;
  /**
   * In the order of the text, those in substitutions, subshells, functions and conditions included.
   * `[` and bare assignments are none, nor is what only a variable names.
   */
  readonly commands: readonly ShellCommand[];
  /** The `|` and `|&`, wherever they stand. */
  readonly pipes: readonly Connector[];
  readonly hasPipe: boolean;
  readonly text: FoldedText;
  /** Absent where the text is no shell. */
  readonly tree: ShellNode | undefined;
}

export interface ShellCommand {
  /** Without quotes; what `command`, `builtin`, `busybox`, `run` and `exec` run in place of their own names. */
  readonly name: string;
  readonly nameRange: Range;
  /** Prefix assignments and redirections included. */
  readonly range: Range;
  /** The arguments. Redirections are none. */
  readonly words: readonly ShellWord[];
  /** `A=1` before the name. */
  readonly assignments: readonly ShellAssignment[];
  /** What joins it to the command before and after it in the same list or pipeline. */
  readonly before: Connector | undefined;
  readonly after: Connector | undefined;
  /** True where it stands in no substitution, subshell, group, function, loop or condition. */
  readonly topLevel: boolean;
}

export interface ShellWord {
  /**
   * Without quotes. `$X` is `${X}`, `$(cmd a)` is `${cmda}`; backticks and arithmetic are `${VAR}`;
   * a list in braces, an extended glob, a process substitution and the assignment of an `export` are empty.
   */
  readonly value: string;
  /** As the shell gets it, quotes included. */
  readonly raw: string;
  readonly range: Range;
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

export interface Connector {
  readonly operator: '&&' | '||' | '|' | '|&' | ';' | '&' | '\n';
  readonly range: Range;
}
