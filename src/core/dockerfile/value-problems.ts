import type { Range } from '../text.ts';
import { type ExpansionError, expansionError } from './expansion.ts';
import { heredocMark } from './heredocs.ts';
import type { ParsedInstruction } from './instruction.ts';
import type { ParseProblem } from './model.ts';
import { splitAtBlanks, splitOutsideQuotes } from './words.ts';

/**
 * What the builder would refuse in the values of an instruction that can be read: quotes and variables
 * that do not end, names of images, ports and signals. A value with a variable in it is known only while
 * it builds.
 */
export function valueProblem(instruction: ParsedInstruction): ParseProblem | undefined {
  if (mayExpand(instruction)) {
    for (const { text, range } of expandedTexts(instruction)) {
      const error = expansionError(text, instruction.escapeCode);
      if (error) return { kind: error, message: messages[error], range };
    }
  }
  switch (instruction.keyword) {
    case 'EXPOSE':
      return portProblem(instruction);
    case 'FROM':
      return imageProblem(instruction);
    case 'STOPSIGNAL':
      return signalProblem(instruction);
    default:
      return undefined;
  }
}

const messages: Readonly<Record<ExpansionError, string>> = {
  'bad-variable': 'The builder cannot read this variable: it takes ${name}, ${name:-word}, ${name:+word} and the like.',
  'open-quote': 'This quote is never closed.',
};

/** Whether there is anything in the values that the builder would not take as it is written. */
function mayExpand({ keyword, folded, argumentsStart, argumentsEnd }: ParsedInstruction): boolean {
  if (keyword === 'RUN' || keyword === 'CMD' || keyword === 'ENTRYPOINT') return false;
  return /["'$]/.test(folded.text.slice(argumentsStart, argumentsEnd));
}

/** The stretches that the builder puts the values of variables into, each for itself. */
function expandedTexts(instruction: ParsedInstruction): { readonly text: string; readonly range: Range }[] {
  const { folded, argumentsStart: start, argumentsEnd: end, json, words, pairs, keyword } = instruction;
  const cut = (range: Range) => ({ text: folded.text.slice(range.start, range.end), range: folded.sourceRange(range) });
  const apart = () => splitAtBlanks(folded.text, start, end).map(cut);
  switch (keyword) {
    case 'ADD':
    case 'COPY':
      return json.kind === 'strings' ? words.map(asText) : apart().filter(({ text }) => !heredocMark(text, 0));
    case 'VOLUME':
      return json.kind === 'strings' ? words.map(asText) : apart();
    case 'EXPOSE':
    case 'FROM':
      return apart();
    case 'ARG':
    case 'ENV':
    case 'LABEL':
      if (pairs[0]?.legacy) return [cut({ start, end })];
      return splitOutsideQuotes(folded.text, start, end, instruction.escapeCode).map(cut);
    case 'STOPSIGNAL':
    case 'USER':
    case 'WORKDIR':
      return [cut({ start, end })];
    default:
      return [];
  }
}

function asText({ value, range }: { readonly value: string; readonly range: Range }) {
  return { text: value, range };
}

const port = /^(?:[^/]*:)?(\d+)(?:-(\d+))?(?:\/(?:tcp|udp|sctp)?)?$/i;

function portProblem({ words }: ParsedInstruction): ParseProblem | undefined {
  const wrong = words.find(({ value }) => !value.includes('$') && !isPort(value));
  if (!wrong) return undefined;
  const message = `A port is a number or an ascending range such as 8080-8090, perhaps with /tcp or /udp, not ${wrong.value}.`;
  return { kind: 'invalid-port', message, range: wrong.range };
}

/** A number, or a range that ascends; whether there are so many ports is not for here. */
function isPort(value: string): boolean {
  const [, first, last] = port.exec(value) ?? [];
  return first !== undefined && (last === undefined || Number(first) <= Number(last));
}

const repository = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;
const registry = /^(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const tag = /^\w[\w.-]{0,127}$/;

function imageProblem({ stage, words }: ParsedInstruction): ParseProblem | undefined {
  const image = stage?.image;
  if (!image || stage.parent || image.text.includes('$') || words[0]?.range !== image.range) return undefined;
  const slash = image.repository.indexOf('/');
  // A part with capitals before the first slash is taken for a registry.
  const hasHost = image.registry === undefined && slash > 0 && /[A-Z]/.test(image.repository.slice(0, slash));
  const name = hasHost ? image.repository.slice(slash + 1) : image.repository;
  if (image.tag !== undefined && !tag.test(image.tag)) {
    const message = `A tag has letters, digits, _ . and - in it, not ${JSON.stringify(image.tag)}.`;
    return { kind: 'invalid-image', message, range: image.tagRange ?? image.range };
  }
  const isRegistry = image.registry === undefined || registry.test(image.registry);
  if (isRegistry && name.length <= 255 && repository.test(name)) return undefined;
  const message = /[A-Z]/.test(name)
    ? `The name of an image is lower case: ${name.toLowerCase()}.`
    : `${image.text} is no name of an image.`;
  return { kind: 'invalid-image', message, range: image.range };
}

/** Of Linux; `RTMIN+n` and `RTMAX-n` count with them. */
const signals = new Set(
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX RTMIN SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ'.split(
    ' ',
  ),
);

function signalProblem({ words }: ParsedInstruction): ParseProblem | undefined {
  const [word] = words;
  if (!word || word.value.includes('$') || /^[1-9]\d{0,2}$/.test(word.value)) return undefined;
  const name = word.value.toUpperCase().replace(/^SIG/, '');
  if (signals.has(name) || /^(?:RTMIN\+(?:[1-9]|1[0-5])|RTMAX-(?:[1-9]|1[0-4]))$/.test(name)) return undefined;
  return { kind: 'invalid-signal', message: `There is no signal ${word.value}.`, range: word.range };
}
