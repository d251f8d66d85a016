import { command } from './command.ts';
import { added, copied } from './files.ts';
import { health } from './health.ts';
import { image } from './image.ts';
import { runFlags } from './mount.ts';
import { pairs } from './pairs.ts';
import { ports } from './ports.ts';
import { Reader } from './reader.ts';

/**
 * Where hadolint 2.15.1 gives up on a Dockerfile. Its grammar is neither the builder's nor ours: it
 * refuses files that build and reads others that do not.
 * @returns a zero-based line near the place, `undefined` where it reads the whole file.
 */
export function lineWhereHadolintStops(source: string): number | undefined {
  const text = source.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const reader = new Reader(text, escapeOf(text));
  reader.takeMatch(/[ \t\n]+/y);
  while (!reader.atEnd) {
    if (!instruction(reader) || !reader.instructionEnd()) return text.slice(0, reader.at).split('\n').length - 1;
  }
  return undefined;
}

const escapeComment = /#[ \t]*escape[ \t]*=[ \t]*/y;
const syntaxComment = /#[ \t]*syntax[ \t]*=[ \t]*/y;

/** Only `syntax` may stand before `escape`, and no blank behind its value. */
function escapeOf(text: string): string {
  const preamble =
    /^(?:[ \t]*#[ \t]*syntax[ \t]*=[ \t]*[^ \t\n][^\n]*\n)*[ \t]*#[ \t]*escape[ \t]*=[ \t]*([^\n])(?:\n|$)/;
  return preamble.exec(text)?.[1] ?? '\\';
}

const readers: readonly (readonly [keyword: string, rest: (reader: Reader) => boolean])[] = [
  ['RUN', (reader) => runFlags(reader) && command(reader)],
  ['COPY', copied],
  ['ENV', pairs],
  ['FROM', image],
  ['ARG', (reader) => reader.restOfLine()],
  ['LABEL', pairs],
  ['WORKDIR', (reader) => reader.restOfLine()],
  ['CMD', command],
  ['ENTRYPOINT', command],
  ['EXPOSE', ports],
  ['USER', (reader) => reader.restOfLine()],
  ['VOLUME', (reader) => reader.restOfLine()],
  ['ADD', added],
  ['SHELL', command],
  ['STOPSIGNAL', (reader) => reader.restOfLine()],
  ['HEALTHCHECK', health],
  ['MAINTAINER', (reader) => reader.restOfLine()],
];

function instruction(reader: Reader): boolean {
  // The builder refuses one ONBUILD within another, hadolint reads as many as there are.
  while (reader.takeKeyword('ONBUILD')) if (!reader.gap()) return false;
  if (reader.next === '#') return comment(reader);
  const [, rest] = readers.find(([keyword]) => reader.takeKeyword(keyword)) ?? [];
  return rest !== undefined && reader.gap() && rest(reader);
}

/** A comment that sets the escape character is one character long wherever it stands; one on the syntax goes on like an instruction. */
function comment(reader: Reader): boolean {
  if (reader.attempt(() => reader.takeMatch(escapeComment) !== undefined && !reader.atEnd)) {
    reader.at++;
    return true;
  }
  if (reader.attempt(() => reader.takeMatch(syntaxComment) !== undefined && reader.restOfLine())) return true;
  reader.toLineEnd();
  return true;
}
