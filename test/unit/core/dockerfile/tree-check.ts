import { isSpace } from '../../../../src/core/dockerfile/characters.ts';
import type { Dockerfile, FoldedText, Instruction } from '../../../../src/core/dockerfile/model.ts';
import { parseShell } from '../../../../src/core/dockerfile/shell.ts';
import type { Range } from '../../../../src/core/text.ts';

/**
 * What must hold for the tree of any text: every range lies in the text and in its parent's, siblings
 * follow one another, and nothing but space is left between them.
 * @throws Error that names the first thing that does not hold
 */
export function checkTree(dockerfile: Dockerfile): void {
  const { text, instructions, comments, directives, stages, problems, refusals, lines } = dockerfile;
  const whole = { start: 0, end: text.length };
  for (const { range } of [...problems, ...refusals]) within('problem', range, whole);
  for (const { range } of comments) within('comment', range, whole);
  ordered('comments', comments);
  ordered('instructions', instructions);
  ordered('directives', directives);
  for (const directive of directives) within('directive value', directive.valueRange, directive.range);
  checkGaps(dockerfile);
  for (const instruction of instructions) {
    within('instruction', instruction.range, whole);
    checkInstruction(instruction, text);
    if (instruction.keyword !== '') {
      same('line', instruction.line, lines.positionAt(instruction.keywordRange.start).line);
    }
    for (const command of parseShell(instruction).commands) {
      within('shell command', command.range, whole);
      within('shell command name', command.nameRange, command.range);
      for (const word of command.words) within('shell word', word.range, whole);
    }
  }
  ordered('stages', stages);
  for (const stage of stages) {
    within('FROM', stage.from.range, stage.range);
    for (const instruction of stage.instructions) within('instruction of a stage', instruction.range, stage.range);
    if (stage.image) within('image', stage.image.range, stage.from.range);
    if (stage.image?.tagRange)
      same('tag', text.slice(stage.image.tagRange.start, stage.image.tagRange.end), stage.image.tag);
  }
}

function checkInstruction(instruction: Instruction, text: string): void {
  const { range, words, pairs, flags, heredocs, command, trigger } = instruction;
  within('keyword', instruction.keywordRange, range);
  ordered('flags', flags);
  ordered('words', words);
  ordered('pairs', pairs);
  ordered(
    'heredoc bodies',
    heredocs.map(({ body }) => ({ range: body })),
  );
  for (const flag of flags) {
    within('flag', flag.range, range);
    if (flag.valueRange) within('flag value', flag.valueRange, flag.range);
  }
  for (const word of words) {
    within('word', word.range, range);
    same('raw', word.raw, text.slice(word.range.start, word.range.end));
  }
  for (const pair of pairs) {
    within('pair', pair.range, range);
    within('name', pair.name.range, pair.range);
    if (pair.value) within('value', pair.value.range, pair.range);
  }
  for (const heredoc of heredocs) {
    within('heredoc name', heredoc.nameRange, range);
    within('heredoc body', heredoc.body, range);
    if (heredoc.terminator) within('heredoc terminator', heredoc.terminator, range);
  }
  if (command) {
    within('command', command.range, range);
    if (command.form === 'shell') checkScript(command.script, text);
  }
  if (trigger) {
    within('trigger', trigger.range, range);
    checkInstruction(trigger, text);
  }
}

/** Every character of a script stands in the source where the script says. */
function checkScript(script: FoldedText, source: string): void {
  let before = -1;
  for (let at = 0; at < script.text.length; at++) {
    const place = script.sourceOffset(at);
    if (place < before) throw new Error(`the script runs backwards at ${at}`);
    before = place;
    const there = source[place];
    if (script.text[at] !== there && !(script.text[at] === '\n' && there === '\r')) {
      throw new Error(`the script says ${script.text[at]} at ${at}, the source ${there} at ${place}`);
    }
  }
}

function checkGaps({ text, instructions, comments, directives, escape: escapeCharacter }: Dockerfile): void {
  const known = new Uint8Array(text.length);
  for (const { range } of [...instructions, ...comments, ...directives]) known.fill(1, range.start, range.end);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (known[at] || isSpace(code) || (at === 0 && code === 0xfeff)) continue;
    // A line with nothing but a continuation on it leads to the keyword and belongs to nobody.
    if (text[at] === escapeCharacter && /^[ \t]*(?:[\r\n]|$)/.test(text.slice(at + 1))) continue;
    throw new Error(`nobody knows ${JSON.stringify(text.slice(at, at + 20))} at ${at}`);
  }
}

function within(what: string, { start, end }: Range, parent: Range): void {
  if (start <= end && start >= parent.start && end <= parent.end) return;
  throw new Error(`${what} ${start}-${end} is not within ${parent.start}-${parent.end}`);
}

function ordered(what: string, nodes: readonly { readonly range: Range }[]): void {
  for (let i = 1; i < nodes.length; i++) {
    const before = nodes[i - 1]?.range.end ?? 0;
    const after = nodes[i]?.range.start ?? 0;
    if (before > after) throw new Error(`${what} overlap at ${after}`);
  }
}

function same(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${what}: ${JSON.stringify(found)} is not ${JSON.stringify(expected)}`);
}
