import type { Dockerfile, FoldedText, Instruction } from '../../dockerfile/model.ts';
import { parseShell } from '../../dockerfile/shell.ts';
import type { Range } from '../../text.ts';
import type { Finding, Fix } from '../finding.ts';
import { dialectOfScript, type ShellEnvironment, shellEnvironments } from './environment.ts';
import {
  excludedShellCheckCodes,
  type ShellCheckComment,
  type ShellCheckSpan,
  type ShellCheckVerdicts,
} from './shellcheck-comments.ts';

/** A RUN in the shell form as the program `shellcheck` reads it, with the way back. */
export interface ShellCheckScript {
  readonly instruction: Instruction;
  /** The `#!` line, what ARG and ENV set, and the script. */
  readonly input: string;
  /** Where a stretch of the input lies in the Dockerfile; undefined for what was put in front of the script. */
  sourceRange(range: Range): Range | undefined;
}

/** The scripts of a file that a POSIX shell reads, those that ONBUILD puts off included. */
export function shellCheckScripts(dockerfile: Dockerfile): ShellCheckScript[] {
  const scripts: ShellCheckScript[] = [];
  for (const [instruction, environment] of shellEnvironments(dockerfile)) {
    if (instruction.command?.form !== 'shell') continue;
    const { text } = parseShell(instruction);
    if (dialectOfScript(text.text, environment) !== 'none') scripts.push(scriptOf(instruction, text, environment));
  }
  return scripts;
}

function scriptOf(instruction: Instruction, folded: FoldedText, environment: ShellEnvironment): ShellCheckScript {
  // A `#!` of its own moves to the top; the rest of its line stays where it was.
  const own = /^#!.*/.exec(folded.text)?.[0];
  const moved = own?.length ?? 0;
  const first = own ?? `#!${environment.shell.split(/\s/, 1)[0]}`;
  const names = environment.variables.names().filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const prelude = [first, ...names.sort().map((name) => `export ${name}=1`), ''].join('\n');
  const shift = moved - prelude.length;
  return {
    instruction,
    input: prelude + folded.text.slice(moved),
    sourceRange: ({ start, end }) => {
      if (start + shift < moved) return undefined;
      const clamp = (offset: number) => Math.min(offset + shift, folded.text.length);
      return folded.sourceRange({ start: clamp(start), end: clamp(end) });
    },
  };
}

/**
 * Findings with what ShellCheck says in place of what our rules say under its codes, for each RUN that it
 * has read: it alone decides there. Where both say the same ours stays, for it may have a fix; as severe as it says.
 */
export function withShellCheck(
  found: readonly Finding[],
  dockerfile: Dockerfile,
  verdicts: ShellCheckVerdicts,
): readonly Finding[] {
  const judged: Range[] = [];
  const theirs = new Map<string, Finding>();
  for (const script of shellCheckScripts(dockerfile)) {
    const comments = verdicts.get(script.input);
    if (!comments) continue;
    judged.push(script.instruction.range);
    for (const finding of shellCheckFindings(script, comments)) theirs.set(placeOf(finding), finding);
  }
  if (judged.length === 0) return found;
  const kept = found.flatMap((finding) => {
    if (!finding.code.startsWith('SC')) return finding;
    const same = theirs.get(placeOf(finding));
    if (same && theirs.delete(placeOf(finding))) return { ...finding, severity: same.severity };
    return judged.some(({ start, end }) => finding.range.start >= start && finding.range.start <= end) ? [] : finding;
  });
  return [...kept, ...theirs.values()];
}

function placeOf({ code, range }: Finding): string {
  return `${code} ${range.start}`;
}

/** What ShellCheck says of a script, at its places in the Dockerfile. */
export function shellCheckFindings(script: ShellCheckScript, comments: readonly ShellCheckComment[]): Finding[] {
  const places = new Places(script);
  return comments.flatMap((comment) => {
    const range = places.of(comment);
    if (!range || excludedShellCheckCodes.includes(comment.code)) return [];
    const { code, level, message, replacements } = comment;
    const fix = replacements.length > 0 ? fixOf(places, comment) : undefined;
    const { line } = script.instruction;
    return { code: `SC${code}`, severity: level, message, range, line, ...(fix && { fix }) };
  });
}

/** None where a part of it would be lost: what spans continued lines, or would bring lines of its own. */
function fixOf(places: Places, { code, replacements }: ShellCheckComment): Fix | undefined {
  const edits = [];
  for (const { replacement, attached, ...span } of replacements) {
    const range = attached === 'behind' ? places.inFrontOf(span) : places.of(span);
    if (!range || replacement.includes('\n') || range.end - range.start !== places.lengthOf(span)) return undefined;
    edits.push({ range, newText: replacement });
  }
  edits.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return { title: `Mend it as ShellCheck proposes (SC${code})`, safety: 'review', edits };
}

/** Lines and columns of ShellCheck as stretches of the Dockerfile. */
class Places {
  readonly #script: ShellCheckScript;
  readonly #starts: number[] = [0];

  constructor(script: ShellCheckScript) {
    this.#script = script;
    const { input } = script;
    for (let at = input.indexOf('\n'); at >= 0; at = input.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  of(span: ShellCheckSpan): Range | undefined {
    return this.#script.sourceRange(this.#inInput(span));
  }

  /** As `of`, but an empty stretch lies where the character behind it begins. */
  inFrontOf(span: ShellCheckSpan): Range | undefined {
    if (this.lengthOf(span) > 0) return this.of(span);
    const { start } = this.#inInput(span);
    const next = this.#script.sourceRange({ start, end: start + 1 });
    return next && { start: next.start, end: next.start };
  }

  lengthOf(span: ShellCheckSpan): number {
    const { start, end } = this.#inInput(span);
    return end - start;
  }

  #inInput({ line, column, endLine, endColumn }: ShellCheckSpan): Range {
    const start = this.#offset(line, column);
    return { start, end: Math.max(start, this.#offset(endLine, endColumn)) };
  }

  /** Columns count code points, offsets UTF-16 code units. */
  #offset(line: number, column: number): number {
    const { input } = this.#script;
    let offset = this.#starts[line - 1] ?? input.length;
    for (let left = column - 1; left > 0 && offset < input.length; left--) {
      offset += (input.codePointAt(offset) as number) > 0xffff ? 2 : 1;
    }
    return offset;
  }
}
