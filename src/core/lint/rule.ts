import type { Comment, Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { ShellCommand } from '../dockerfile/shell.ts';
import type { Range } from '../text.ts';
import type { Configuration } from './configuration.ts';
import type { Fix, Severity } from './finding.ts';
import type { ShellProgram } from './shell/program.ts';
import type { ReportInScript } from './shell/script-finding.ts';

/**
 * A rule as its file writes it: data, and functions that are called for what they name. The engine
 * walks the file once; a rule never walks it again. What a rule remembers between calls is made by
 * `perFile` and `perStage`, so that two runs never meet.
 */
export interface RuleDefinition<InFile = undefined, InStage = undefined> {
  readonly code: string;
  readonly severity: Severity;
  /** What becomes of a finding at the press of a key; for some places a rule that has a fix may still have none. */
  readonly fix: RuleFix;
  /** What to do instead, as one sentence: the message of a finding that brings none of its own. */
  readonly summary: string;
  /**
   * Whether the rule also holds for the instructions that ONBUILD puts off. They are judged by a
   * second run of the rule with a memory of its own, which sees them alone and belongs to no stage.
   */
  readonly onbuild?: boolean;
  /**
   * Codes of rules that say the same. Where one of them points at the same place this one is silent, and
   * who silences the one silences the other.
   */
  readonly twins?: readonly string[];
  readonly perFile?: () => InFile;
  /**
   * @param parent memory of the stage that this one is built on, as that stage left it.
   * @param stage absent for what stands before the first FROM and for what ONBUILD puts off.
   */
  readonly perStage?: (parent: InStage | undefined, stage: Stage | undefined) => InStage;
  /** Keys name the instructions, several of them parted by blanks as in `'CMD ENTRYPOINT'`, `*` for all of them. */
  readonly on?: { readonly [keywords: string]: (instruction: Instruction, context: Context<InFile, InStage>) => void };
  /**
   * Keys name the shell commands of RUN, several of them parted by blanks, `*` for every command.
   * What is reported for the commands of one RUN becomes one finding.
   */
  readonly commands?: { readonly [names: string]: (command: ShellCommand, context: Context<InFile, InStage>) => void };
  /**
   * For every script of a RUN in the shell form that a POSIX shell reads, with its syntax tree; each report is a
   * finding. It depends on the program alone and is asked once, wherever and how often the same script stands.
   */
  readonly script?: (program: ShellProgram, report: ReportInScript) => void;
  /** After the last instruction. */
  readonly atEnd?: (context: Context<InFile, InStage>) => void;
}

/**
 * The safety of the fixes that a rule has, `both` where it depends on the place, or why it has none, as the
 * rest of the sentence “None: …”. An action asks an engine or a registry, and is no part of any *fix all*.
 */
export type RuleFix = Fix['safety'] | 'both' | { readonly none: string; readonly action?: 'packages' | 'digest' };

/** What rules want to know of the service that runs an image. */
export interface ServiceOfImage {
  /** That the load balancer asks. */
  readonly port: number;
  readonly architecture: 'x86_64' | 'arm64';
}

export interface Context<InFile = undefined, InStage = undefined> {
  readonly dockerfile: Dockerfile;
  readonly configuration: Configuration;
  /** The text of the `.dockerignore` that the file is built with, where it is known. */
  readonly ignoreFile: string | undefined;
  /** The service that runs the image, where it is known. */
  readonly service: ServiceOfImage | undefined;
  readonly inFile: InFile;
  readonly inStage: InStage;
  /** The stage of the instruction in hand; absent before the first FROM and inside ONBUILD. */
  readonly stage: Stage | undefined;
  /** The instruction in hand, inside ONBUILD the one that is put off; the RUN of a command. */
  readonly instruction: Instruction;
  /** Whether this is the run of the rule that judges what ONBUILD puts off. */
  readonly inOnbuild: boolean;
  readonly report: (at: { readonly range: Range }, details?: ReportDetails) => void;
}

export interface ReportDetails {
  readonly message?: string;
  readonly fix?: Fix | undefined;
  readonly related?: readonly { readonly range: Range; readonly message: string }[];
  /** The instruction, or the comment, that the finding belongs to, where it is not the instruction in hand. */
  readonly instruction?: Instruction | Comment;
}

/** A rule as the engine sees it: what it remembers is its own affair. */
export type Rule = RuleDefinition<unknown, unknown>;

export function defineRule<InFile = undefined, InStage = undefined>(definition: RuleDefinition<InFile, InStage>): Rule {
  // The engine hands a rule only the memory that the same rule has made, so the types meet again there.
  return definition as unknown as Rule;
}
