import type { Reader } from './reader.ts';

/** `<<EOF`, `<<-EOF`, `<<'EOF'`: up to the next blank, whatever it is. @returns the line that ends the heredoc. */
function marker(reader: Reader): string | undefined {
  if (!reader.take('<<')) return undefined;
  reader.takeMatch(/-*/y);
  const quoted = reader.takeMatch(/"[^"]*"|'[^']*'/y);
  return quoted === undefined ? reader.takeMatch(/[^ \t\n]+/y) : quoted.slice(1, -1);
}

/**
 * A command that a heredoc follows. The first `<<` is the one that counts, quoted or not; the first line
 * that is its marker ends it, without a blank on either side.
 */
export function commandWithHeredoc(reader: Reader): boolean {
  while (reader.next !== undefined && reader.next !== '\n' && !reader.text.startsWith('<<', reader.at)) {
    if (reader.next !== reader.escape) reader.at++;
    else if (reader.continuation() === undefined) reader.escapes();
  }
  const line = marker(reader);
  if (line === undefined) return false;
  // The marker once more, right behind itself, is a heredoc without a line.
  if (reader.text.startsWith(`${line}\n`, reader.at + 1)) {
    reader.at += line.length + 2;
    return true;
  }
  return body(reader, line);
}

/** `COPY <<A <<B target`: the last marker of those that stand first ends all of them. */
export function filesInHeredocs(reader: Reader): boolean {
  let line = marker(reader);
  if (line === undefined) return false;
  while (
    reader.attempt(() => {
      if (!reader.blanks()) return false;
      const another = marker(reader);
      line = another ?? line;
      return another !== undefined;
    })
  );
  reader.takeMatch(/[ \t\n]+/y);
  return reader.restOfLine() && body(reader, line);
}

function body(reader: Reader, line: string): boolean {
  const end = reader.endOfLineAfter(reader.at, line);
  if (end === undefined) return false;
  reader.at = end;
  return true;
}
