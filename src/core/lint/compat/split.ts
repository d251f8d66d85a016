import type { Dockerfile } from '../../dockerfile/model.ts';
import { parseDockerfile } from '../../dockerfile/parse.ts';

/**
 * The file as hadolint cuts it up: for the builder a line of blanks is none and a continued instruction
 * goes on behind it, for hadolint the instruction ends there. All places stay what they are.
 */
export function asHadolintSplits(dockerfile: Dockerfile): Dockerfile {
  const { escape: mark, instructions, text } = dockerfile;
  const lastOnes = mark === '\\' ? beforeBlanks.backslash : beforeBlanks.backtick;
  if (text.search(lastOnes) < 0) return dockerfile;
  const bodies = instructions.flatMap(({ heredocs }) => heredocs.map(({ body }) => body));
  let at = 0;
  const split = text.replaceAll(lastOnes, (_, offset: number) => {
    while ((bodies[at]?.end ?? Number.POSITIVE_INFINITY) <= offset) at++;
    return offset >= (bodies[at]?.start ?? Number.POSITIVE_INFINITY) ? mark : ' ';
  });
  return split === text ? dockerfile : parseDockerfile(split);
}

/** An escape character, then perhaps empty lines and comments, then a line of blanks. */
const beforeBlanks = {
  backslash: /\\(?=[ \t]*(?:\r?\n)+(?:[ \t]*#[^\n]*\n(?:\r?\n)*)*[ \t]+\r?\n)/g,
  backtick: /`(?=[ \t]*(?:\r?\n)+(?:[ \t]*#[^\n]*\n(?:\r?\n)*)*[ \t]+\r?\n)/g,
};
