import type { Range } from '../text.ts';
import { isBlank, skipSpace, trimSpaceEnd } from './characters.ts';
import { ExecText, ShellText } from './commands.ts';
import { type ScannedFlag, scanFlags } from './flags.ts';
import type { Folded } from './folded-text.ts';
import { type JsonForm, readJsonForm } from './json-form.ts';
import type { Command, Flag, Heredoc, Instruction, Pair, Stage, Word } from './model.ts';
import { assignments, environmentPairs } from './pairs.ts';
import { splitAtBlanks, splitOutsideQuotes, WordMaker } from './words.ts';

/**
 * One instruction over its folded line. Keyword and flags are read at once, since they decide what
 * the rest is; words, pairs and command when somebody asks.
 */
export class ParsedInstruction implements Instruction {
  readonly keyword: string;
  readonly keywordRange: Range;
  range: Range;
  readonly line: number;
  readonly folded: Folded;
  readonly escapeCode: number;
  /** Where the arguments stand in the folded line, without space around them. */
  readonly argumentsStart: number;
  readonly argumentsEnd: number;
  heredocs: readonly Heredoc[] = [];
  readonly #source: string;
  readonly #depth: number;
  readonly #scannedFlags: readonly ScannedFlag[];
  #stage: Stage | undefined;
  #flags: readonly Flag[] | undefined;
  #words: readonly Word[] | undefined;
  #pairs: readonly Pair[] | undefined;
  #command: { readonly value: Command | undefined } | undefined;
  #trigger: { readonly value: ParsedInstruction | undefined } | undefined;
  #json: JsonForm | undefined;

  constructor(
    source: string,
    folded: Folded,
    place: { readonly start: number; readonly line: number; readonly end: number },
    escapeCode: number,
    depth = 0,
  ) {
    const { text } = folded;
    const start = skipSpace(text, place.start, text.length);
    let keywordEnd = start;
    while (keywordEnd < text.length && !isBlank(text.charCodeAt(keywordEnd))) keywordEnd++;
    const { flags, next } = scanFlags(text, keywordEnd, text.length);
    this.#source = source;
    this.escapeCode = escapeCode;
    this.#depth = depth;
    this.#scannedFlags = flags;
    this.folded = folded;
    this.keyword = text.slice(start, keywordEnd).toUpperCase();
    this.keywordRange = folded.sourceRange({ start, end: keywordEnd });
    this.range = { start: this.keywordRange.start, end: place.end };
    this.line = place.line;
    this.argumentsStart = next;
    this.argumentsEnd = trimSpaceEnd(text, next, text.length);
  }

  /** Before words and command are asked for. */
  attachHeredocs(heredocs: readonly Heredoc[]): void {
    this.heredocs = heredocs;
    const last = heredocs[heredocs.length - 1];
    if (last) this.range = { start: this.range.start, end: last.terminator?.end ?? this.#source.length };
    const { trigger } = this;
    if (trigger) {
      trigger.heredocs = heredocs;
      trigger.range = { start: trigger.range.start, end: this.range.end };
    }
  }

  /** The arguments as one text, continuations folded away. */
  get argumentsText(): string {
    return this.folded.text.slice(this.argumentsStart, this.argumentsEnd);
  }

  get argumentsRange(): Range {
    return this.folded.sourceRange({ start: this.argumentsStart, end: this.argumentsEnd });
  }

  get stage(): Stage | undefined {
    return this.#stage;
  }

  set stage(stage: Stage | undefined) {
    this.#stage = stage;
    const trigger = this.#trigger?.value;
    if (trigger) trigger.stage = stage;
  }

  get flags(): readonly Flag[] {
    if (this.#scannedFlags.length === 0) return none;
    this.#flags ??= this.#scannedFlags.map((flag) => ({
      name: flag.name,
      value: flag.value,
      range: this.folded.sourceRange(flag.range),
      valueRange: flag.valueRange && this.folded.sourceRange(flag.valueRange),
    }));
    return this.#flags;
  }

  get words(): readonly Word[] {
    this.#words ??= this.#splitWords();
    return this.#words;
  }

  get pairs(): readonly Pair[] {
    this.#pairs ??= this.#readPairs();
    return this.#pairs;
  }

  get command(): Command | undefined {
    this.#command ??= { value: this.#readCommand() };
    return this.#command.value;
  }

  get trigger(): ParsedInstruction | undefined {
    if (this.keyword !== 'ONBUILD') return undefined;
    this.#trigger ??= { value: this.#readTrigger() };
    return this.#trigger.value;
  }

  /** How the arguments read as JSON; for keywords without exec form it is not asked. */
  get json(): JsonForm {
    this.#json ??= readJsonForm(this.folded.text, this.#commandStart(), this.argumentsEnd);
    return this.#json;
  }

  #make(): WordMaker {
    return new WordMaker(this.#source, this.folded, this.escapeCode);
  }

  #splitWords(): Word[] {
    const { argumentsStart: start, argumentsEnd: end } = this;
    const { text } = this.folded;
    if (start >= end) return [];
    const make = this.#make();
    switch (this.keyword) {
      case 'ADD':
      case 'COPY':
      case 'VOLUME':
        return this.#jsonWords(make) ?? splitAtBlanks(text, start, end).map(make.quoted);
      case 'CMD':
      case 'ENTRYPOINT':
      case 'RUN':
      case 'SHELL':
        return this.#jsonWords(make) ?? [make.verbatim({ start, end })];
      case 'HEALTHCHECK': {
        const type = splitAtBlanks(text, start, end)[0] as Range;
        const rest = skipSpace(text, type.end, end);
        const command = this.#jsonWords(make) ?? (rest < end ? [make.verbatim({ start: rest, end })] : []);
        return [make.verbatim(type), ...command];
      }
      case 'ARG':
      case 'ENV':
      case 'LABEL':
        return splitOutsideQuotes(text, start, end, this.escapeCode).map(make.quoted);
      case 'MAINTAINER':
        return [make.verbatim({ start, end })];
      case 'STOPSIGNAL':
      case 'USER':
      case 'WORKDIR':
        return [make.quoted({ start, end })];
      case 'ONBUILD':
        return [];
      default:
        return splitAtBlanks(text, start, end).map(make.quoted);
    }
  }

  #jsonWords(make: WordMaker): Word[] | undefined {
    const { json } = this;
    return json.kind === 'strings' ? json.words.map(({ value, range }) => make.withValue(range, value)) : undefined;
  }

  #readPairs(): Pair[] {
    const { argumentsStart: start, argumentsEnd: end } = this;
    const { text } = this.folded;
    if (this.keyword === 'ARG') return assignments(text, start, end, this.escapeCode, this.#make());
    if (this.keyword !== 'ENV' && this.keyword !== 'LABEL') return [];
    return environmentPairs(text, start, end, this.escapeCode, this.#make());
  }

  /** Where the command of RUN, CMD … starts; for HEALTHCHECK after its type. */
  #commandStart(): number {
    if (this.keyword !== 'HEALTHCHECK') return this.argumentsStart;
    let at = this.argumentsStart;
    while (at < this.argumentsEnd && !isBlank(this.folded.text.charCodeAt(at))) at++;
    return skipSpace(this.folded.text, at, this.argumentsEnd);
  }

  #readCommand(): Command | undefined {
    switch (this.keyword) {
      case 'HEALTHCHECK':
        if (!/^CMD(?=\s|$)/i.test(this.argumentsText)) return undefined;
        break;
      case 'CMD':
      case 'ENTRYPOINT':
      case 'RUN':
      case 'SHELL':
        break;
      default:
        return undefined;
    }
    const start = this.#commandStart();
    const end = this.argumentsEnd;
    if (start >= end) return undefined;
    const range = this.folded.sourceRange({ start, end });
    if (this.json.kind === 'strings') {
      const make = this.#make();
      return new ExecText(range, this.#jsonWords(make) ?? []);
    }
    return new ShellText(this.#source, this.folded.slice(start, end), range, this.heredocs);
  }

  #readTrigger(): ParsedInstruction | undefined {
    // A trigger has no trigger: the builder refuses that, and a line of a million ONBUILDs must not nest.
    if (this.#depth > 0 || this.argumentsStart >= this.argumentsEnd) return undefined;
    const place = { start: this.argumentsStart, line: this.line, end: this.range.end };
    const trigger = new ParsedInstruction(this.#source, this.folded, place, this.escapeCode, this.#depth + 1);
    trigger.heredocs = this.heredocs;
    trigger.stage = this.#stage;
    return trigger;
  }
}

const none: readonly never[] = [];
