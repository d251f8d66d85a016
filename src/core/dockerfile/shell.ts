import type { Range } from '../text.ts';
import type { BashCommand, BashConnector, BashScript } from './bash.ts';
import type { BashWord } from './bash-words.ts';
import { FoldedTextBuilder } from './folded-text.ts';
import type { FoldedText, Instruction } from './model.ts';
import { readScript } from './recent-scripts.ts';
import type { Connector, ShellAssignment, ShellCommand, ShellScript, ShellWord } from './shell-model.ts';

export type { ShellCommand, ShellScript, ShellWord } from './shell-model.ts';

/** The script of RUN, CMD, ENTRYPOINT or HEALTHCHECK; the exec form counts as its words joined by blanks. Parsed once. */
export function parseShell(instruction: Instruction): ShellScript {
  return instruction.command?.shell ?? nothing;
}

/** A text as a script. */
export function scriptIn(text: FoldedText): ShellScript {
  return new PlacedScript(readScript(text.text), text);
}

/**
 * What is known of a text, at the place where the text stands. Rules look at few commands closely, so the
 * source is not asked for a place before a rule is.
 */
class PlacedScript implements ShellScript {
  readonly text: FoldedText;
  readonly #script: BashScript;
  #commands: readonly ShellCommand[] | undefined;

  constructor(script: BashScript, text: FoldedText) {
    this.#script = script;
    this.text = text;
  }

  get parsed(): boolean {
    return this.#script.tree !== undefined;
  }

  get tree(): BashScript['tree'] {
    return this.#script.tree;
  }

  get commands(): readonly ShellCommand[] {
    this.#commands ??= this.#script.commands.map((command) => new PlacedCommand(command, this.text));
    return this.#commands;
  }

  get pipes(): readonly Connector[] {
    return this.#script.pipes.map((pipe) => new PlacedConnector(pipe, this.text));
  }

  get hasPipe(): boolean {
    return this.#script.pipes.length > 0;
  }
}

const nothing: ShellScript = {
  parsed: true,
  commands: [],
  pipes: [],
  hasPipe: false,
  text: new FoldedTextBuilder().build(),
  tree: undefined,
};

class PlacedCommand implements ShellCommand {
  readonly name: string;
  readonly topLevel: boolean;
  readonly #command: BashCommand;
  readonly #text: FoldedText;
  #words: readonly ShellWord[] | undefined;

  constructor(command: BashCommand, text: FoldedText) {
    this.name = command.name;
    this.topLevel = command.topLevel;
    this.#command = command;
    this.#text = text;
  }

  get nameRange(): Range {
    return this.#text.sourceRange(this.#command.nameAt);
  }

  get range(): Range {
    return this.#text.sourceRange(this.#command.at);
  }

  get words(): readonly ShellWord[] {
    this.#words ??= this.#command.words.map((word) => new PlacedWord(word, this.#text));
    return this.#words;
  }

  get assignments(): readonly ShellAssignment[] {
    const { assignments } = this.#command;
    if (assignments.length === 0) return none;
    return assignments.map(({ name, value, at }) => ({ name, value, range: this.#text.sourceRange(at) }));
  }

  get before(): Connector | undefined {
    const { before } = this.#command;
    return before && new PlacedConnector(before, this.#text);
  }

  get after(): Connector | undefined {
    const { after } = this.#command;
    return after && new PlacedConnector(after, this.#text);
  }
}

const none: readonly never[] = [];

class PlacedWord implements ShellWord {
  readonly value: string;
  readonly raw: string;
  readonly #at: Range;
  readonly #text: FoldedText;

  constructor({ value, raw, at }: BashWord, text: FoldedText) {
    this.value = value;
    this.raw = raw;
    this.#at = at;
    this.#text = text;
  }

  get range(): Range {
    return this.#text.sourceRange(this.#at);
  }
}

class PlacedConnector implements Connector {
  readonly operator: Connector['operator'];
  readonly #at: Range;
  readonly #text: FoldedText;

  constructor({ operator, at }: BashConnector, text: FoldedText) {
    this.operator = operator;
    this.#at = at;
    this.#text = text;
  }

  get range(): Range {
    return this.#text.sourceRange(this.#at);
  }
}
