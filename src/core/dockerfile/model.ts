/**
 * A Dockerfile as data. Every node carries the exact range of the source that it stands for, so a
 * finding or an edit never has to search for its place. The tree is tolerant: what does not parse
 * is kept as `problems`, and what surrounds it is still there.
 */
import type { LineIndex, Range } from '../text.ts';
import type { ShellScript } from './shell-model.ts';

export interface Dockerfile {
  readonly text: string;
  readonly lines: LineIndex;
  /** `\` unless an `escape` directive says otherwise. */
  readonly escape: '\\' | '`';
  /** The leading `# key=value` comments that the builder obeys: syntax, escape, check. */
  readonly directives: readonly Directive[];
  /** All comments outside heredocs, in order, those between continued lines included, directives apart. */
  readonly comments: readonly Comment[];
  /** All top-level instructions in order, those before the first FROM included. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** What the builder would refuse to read. */
  readonly problems: readonly ParseProblem[];
  /**
   * What can be read, and the builder would still refuse once it comes to it: quotes and variables in
   * values that do not end, impossible names of images, ports and signals.
   */
  readonly refusals: readonly ParseProblem[];
}

export interface Directive {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  readonly range: Range;
  readonly valueRange: Range;
}

export interface Comment {
  /** From `#` to the end of the line, without the line break. */
  readonly range: Range;
  /** Without `#`, not trimmed. */
  readonly text: string;
  /** Zero-based line it stands on. */
  readonly line: number;
  /** True where it stands between the lines of a continued instruction. */
  readonly inside: boolean;
}

export interface ParseProblem {
  /** Kebab-case kind, such as `unknown-instruction`, `unterminated-heredoc`, `missing-argument`. */
  readonly kind: string;
  readonly message: string;
  readonly range: Range;
}

export interface Stage {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly from: Instruction;
  readonly image: ImageReference | undefined;
  /** The name after AS, as written. */
  readonly name: Word | undefined;
  readonly platform: Flag | undefined;
  /** The instructions after FROM, up to the next FROM. */
  readonly instructions: readonly Instruction[];
  /** An earlier stage that this one is built on, when FROM names it. */
  readonly parent: Stage | undefined;
  readonly range: Range;
}

/** What stands after FROM, cut up but not resolved: variables stay as written. */
export interface ImageReference {
  readonly range: Range;
  readonly text: string;
  readonly registry: string | undefined;
  /** Without registry, tag and digest. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly tagRange: Range | undefined;
  readonly digest: string | undefined;
}

export interface Instruction {
  /** Upper case, such as `RUN`; for an unknown one whatever stands there, upper-cased. */
  readonly keyword: string;
  readonly keywordRange: Range;
  /** From the keyword to the end of the last line or heredoc terminator, without the line break. */
  readonly range: Range;
  /** Zero-based line of the keyword. */
  readonly line: number;
  readonly flags: readonly Flag[];
  /**
   * Arguments after the flags, split as the builder splits them for this keyword: the shell form of RUN, CMD
   * and ENTRYPOINT is one word, and so is all of USER, WORKDIR, STOPSIGNAL and MAINTAINER. ONBUILD has none.
   */
  readonly words: readonly Word[];
  /** ENV, LABEL, ARG: the pairs. */
  readonly pairs: readonly Pair[];
  /** RUN, CMD, ENTRYPOINT, SHELL, and the command of HEALTHCHECK CMD. */
  readonly command: Command | undefined;
  readonly heredocs: readonly Heredoc[];
  /** ONBUILD: the instruction inside. */
  readonly trigger: Instruction | undefined;
  readonly stage: Stage | undefined;
}

/** `--name=value` before the arguments of an instruction. */
export interface Flag {
  readonly name: string;
  readonly value: string | undefined;
  readonly range: Range;
  readonly valueRange: Range | undefined;
}

export interface Word {
  /** As the builder sees it: quotes removed, escapes and continuations resolved, variables kept. */
  readonly value: string;
  /** As it is written, quotes and continuations included. */
  readonly raw: string;
  readonly range: Range;
}

export interface Pair {
  readonly name: Word;
  /** Absent for `ARG name`. */
  readonly value: Word | undefined;
  readonly range: Range;
  /** True for `ENV name value` and `LABEL name value`. */
  readonly legacy: boolean;
}

export type Command = ExecCommand | ShellCommandText;

/** `["a", "b"]` */
export interface ExecCommand {
  readonly form: 'exec';
  readonly range: Range;
  readonly arguments: readonly Word[];
  readonly shell: ShellScript;
}

/** Anything else: handed to the shell of the stage. */
export interface ShellCommandText {
  readonly form: 'shell';
  readonly range: Range;
  /** The text that the shell gets: continuations folded away, comments inside gone. */
  readonly script: FoldedText;
  /** The heredoc that is the whole command, as in `RUN <<EOF`: its body is the script, and may start with `#!`. */
  readonly scriptHeredoc: Heredoc | undefined;
  readonly shell: ShellScript;
}

export interface Heredoc {
  /** The delimiter without quotes. */
  readonly name: string;
  readonly nameRange: Range;
  readonly quoted: boolean;
  /** `<<-` */
  readonly stripTabs: boolean;
  readonly body: Range;
  readonly terminator: Range | undefined;
}

/** A text made from pieces of the source, with the way back. */
export interface FoldedText {
  readonly text: string;
  /** Offset in the source of an offset in `text` (0 … text.length). */
  sourceOffset(offset: number): number;
  /** The stretch of the source that a stretch of `text` came from. */
  sourceRange(range: Range): Range;
}
