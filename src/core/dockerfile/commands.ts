/** What RUN, CMD, ENTRYPOINT, HEALTHCHECK and SHELL are to run, read as far as somebody asks. */
import type { Range } from '../text.ts';
import { type Folded, FoldedTextBuilder } from './folded-text.ts';
import { heredocMark } from './heredocs.ts';
import type { ExecCommand, FoldedText, Heredoc, ShellCommandText, Word } from './model.ts';
import { scriptIn } from './shell.ts';
import type { ShellScript } from './shell-model.ts';

export class ExecText implements ExecCommand {
  readonly form = 'exec';
  readonly range: Range;
  readonly arguments: readonly Word[];
  #shell: ShellScript | undefined;

  constructor(range: Range, words: readonly Word[]) {
    this.range = range;
    this.arguments = words;
  }

  /** Of the words joined by blanks. */
  get shell(): ShellScript {
    this.#shell ??= scriptIn(this.#joined());
    return this.#shell;
  }

  #joined(): FoldedText {
    const builder = new FoldedTextBuilder();
    this.arguments.forEach((word, index) => {
      if (index > 0) builder.add(' ', (this.arguments[index - 1] as typeof word).range.end);
      builder.add(word.value, word.range.start + 1);
    });
    if (this.arguments.length === 0) builder.add('', this.range.start);
    return builder.build();
  }
}

export class ShellText implements ShellCommandText {
  readonly form = 'shell';
  readonly range: Range;
  readonly #source: string;
  readonly #written: Folded;
  readonly #heredocs: readonly Heredoc[];
  #script: FoldedText | undefined;
  #shell: ShellScript | undefined;

  constructor(source: string, written: Folded, range: Range, heredocs: readonly Heredoc[]) {
    this.range = range;
    this.#source = source;
    this.#written = written;
    this.#heredocs = heredocs;
  }

  /** The body of its only heredoc where the command is nothing else. */
  get scriptHeredoc(): Heredoc | undefined {
    return heredocMark(this.#written.text, 0) ? this.#heredocs[0] : undefined;
  }

  get script(): FoldedText {
    this.#script ??= this.#fold();
    return this.#script;
  }

  get shell(): ShellScript {
    this.#shell ??= scriptIn(this.script);
    return this.#shell;
  }

  #fold(): FoldedText {
    if (this.#heredocs.length === 0) return this.#written;
    const builder = new FoldedTextBuilder();
    const only = this.scriptHeredoc;
    if (only) addLines(builder, this.#source, only.body, only.stripTabs);
    else {
      this.#written.appendTo(builder);
      for (const heredoc of this.#heredocs) {
        // No line break is there when the text ends before the body begins.
        const lineBreak = heredoc.body.start - 1;
        if (/[\r\n]/.test(this.#source[lineBreak] ?? '')) builder.add('\n', lineBreak);
        addLines(builder, this.#source, heredoc.body, false);
        if (heredoc.terminator) builder.add(heredoc.name, heredoc.terminator.start);
      }
    }
    return builder.build();
  }
}

/** Adds the lines of a heredoc as a shell sees them: `\n` for every line break. */
function addLines(builder: FoldedTextBuilder, source: string, body: Range, stripTabs: boolean): void {
  const text = source.slice(body.start, body.end);
  if (!stripTabs && !text.includes('\r')) {
    builder.add(text, body.start);
    return;
  }
  const line = /(\t*)([^\r\n]*)(\r\n?|\n|$)/y;
  while (line.lastIndex < text.length) {
    const at = body.start + line.lastIndex;
    const [whole, tabs = '', content = '', lineBreak = ''] = line.exec(text) as RegExpExecArray;
    const skipped = stripTabs ? tabs.length : 0;
    builder.add(tabs.slice(skipped) + content, at + skipped);
    if (lineBreak !== '') builder.add('\n', at + whole.length - 1);
  }
  if (text.length === 0) builder.add('', body.start);
}
