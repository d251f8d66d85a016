/** Why a build failed, for a person: one sentence, the line to look at, and what mends it. Pure. */
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { instructionNaming, instructionOfStep } from './failed-instruction.ts';

export interface FailedBuild {
  /** The builder's own words. */
  readonly message: string;
  /** `[build 2/4] RUN make`, where the builder named a step. */
  readonly step: string | undefined;
  /** The last lines that the step printed. */
  readonly output: readonly string[];
  readonly target: string | undefined;
}

export interface ExplainedFailure {
  readonly says: string;
  /** 1-based. */
  readonly line: number;
  readonly mend: string;
}

export function explainBuildFailure(failed: FailedBuild, dockerfile: Dockerfile): ExplainedFailure {
  const message = failed.message.replace(framing, '');
  for (const explain of explanations) {
    const explained = explain({ ...failed, message }, dockerfile);
    if (explained) return explained;
  }
  const blamed = (failed.step && instructionOfStep(failed.step, dockerfile)) || quotedIn(message, dockerfile);
  return {
    says: `The build failed${blamed ? ` at ${shown(blamed, dockerfile)}` : ''}: ${message.replace(/\.$/, '')}.`,
    line: lineOf(blamed) ?? firstProblem(dockerfile) ?? 1,
    mend: 'Read the output of the build.',
  };
}

/** What builders, older ones above all, put before what they have to say. */
const framing =
  /^(failed to solve( with frontend [\w.]+)?: |failed to create LLB definition: |failed to load cache key: )+/;

type Explain = (failed: FailedBuild, dockerfile: Dockerfile) => ExplainedFailure | undefined;

const explanations: readonly Explain[] = [
  function unreadable({ message }) {
    const match = /(?:dockerfile|Dockerfile) parse error (?:on )?line (\d+): (.*)$/s.exec(message);
    if (!match) return undefined;
    const line = Number(match[1]);
    return { says: `The Dockerfile cannot be read: ${ended(match[2] as string)}`, line, mend: `Correct line ${line}.` };
  },
  function noInstructions({ message }, dockerfile) {
    if (!/no build stage in current context|file with no instructions|cannot be empty/.test(message)) return undefined;
    return {
      says: 'The Dockerfile cannot be read: it has no FROM.',
      line: lineOf(dockerfile.instructions[0]) ?? 1,
      mend: 'Start it with FROM and the image to build on.',
    };
  },
  function unknownTarget({ message, target = '' }, { stages }) {
    if (!/target stage .* could not be found|failed to reach build target/.test(message)) return undefined;
    const names = stages.map(({ name }) => name?.value).filter((name) => name !== undefined);
    return {
      says: `The Dockerfile has no stage “${target}”${names.length > 0 ? `; it has ${names.join(', ')}` : ' and names none'}.`,
      line: lineOf(stages.at(-1)?.from) ?? 1,
      mend: 'Choose another target, or name a stage with AS.',
    };
  },
  function missingFrontend({ message }, { directives, lines }) {
    const syntax = directives.find(({ name }) => name === 'syntax');
    if (!syntax || imageIn(message) !== longName(syntax.value)) return undefined;
    return {
      says: `The frontend “${syntax.value}” that the syntax line asks for cannot be pulled: ${why(message)}.`,
      line: lines.positionAt(syntax.range.start).line + 1,
      mend: 'Remove the line if the builder of the engine is enough, or give the engine access to that registry.',
    };
  },
  function missingBaseImage({ message, step }, dockerfile) {
    const pulled =
      /^\[internal\] load metadata for (\S+)/.exec(step ?? '') ??
      // The classic builder pulls within the step.
      (/^Get "https?:|^invalid from flag value/.test(message) ? /(?:FROM |--from=)(\S+)/.exec(step ?? '') : undefined);
    const image = imageIn(message) ?? pulled?.[1];
    if (image === undefined) return undefined;
    const blamed = instructionNaming(image, dockerfile) ?? (step ? instructionOfStep(step, dockerfile) : undefined);
    return {
      says: `The base image “${image.replace(/^docker\.io\/(library\/)?/, '')}” cannot be pulled: ${why(message)}.`,
      line: lineOf(blamed) ?? lineOf(dockerfile.stages[0]?.from) ?? 1,
      mend: /not found|no image/.test(why(message))
        ? 'Check its name and tag.'
        : 'Check its name and tag, and that the engine can reach and sign in to its registry.',
    };
  },
  function missingFile({ message, step }, dockerfile) {
    const path =
      /"([^"]+)"(?:: not found| not found: not found)/.exec(message)?.[1] ??
      /lstat (?:\S*\/buildkit-mount\d+)?(\S+): no such file or directory/.exec(message)?.[1] ??
      /stat ([^:]+): file does not exist/.exec(message)?.[1] ??
      (/no source files were specified/.test(message) ? '' : undefined);
    const blamed = step ? instructionOfStep(step, dockerfile) : undefined;
    if (path === undefined || (blamed && !/^(COPY|ADD|RUN)$/.test(blamed.keyword))) return undefined;
    const from = blamed?.flags.find(({ name }) => name === 'from')?.value;
    const what = path === '' ? 'files that' : `“${path.replace(/^\//, '')}”, which`;
    return {
      says: `${blamed?.keyword ?? 'COPY'} asks for ${what} ${path === '' ? 'are' : 'is'} not in ${
        from === undefined ? 'the build context' : `“${from}”`
      }.`,
      line: lineOf(blamed) ?? lineOf(quotedIn(path, dockerfile)) ?? 1,
      mend:
        from === undefined
          ? 'Check the path, and that .dockerignore does not take it out.'
          : 'Check the path in that stage or image.',
    };
  },
  function foreignPlatform({ message, step, output }, dockerfile) {
    if (![message, ...output].some((text) => /exec format error/.test(text))) return undefined;
    const blamed = step ? instructionOfStep(step, dockerfile) : undefined;
    return {
      says: 'The engine cannot run programs of the platform that is built for (exec format error).',
      line: lineOf(blamed) ?? 1,
      mend: 'Build for the platform of the engine, or install an emulator (binfmt) in it.',
    };
  },
  function failedCommand({ message, step, output }, dockerfile) {
    const code = /(?:exit code: |non-zero code: )(\d+)/.exec(message)?.[1];
    if (code === undefined) return undefined;
    const blamed = step ? instructionOfStep(step, dockerfile) : undefined;
    const last = output.findLast((line) => line.trim() !== '');
    return {
      says: `${blamed ? shown(blamed, dockerfile) : 'A command'} ended with exit code ${code}${last ? `: ${clipped(last.trim(), 200)}` : '.'}`,
      line: lineOf(blamed) ?? 1,
      mend:
        code === '137'
          ? 'The command was killed, most likely for want of memory: give the engine more.'
          : code === '127'
            ? 'Install the command in the image first, or correct its name.'
            : 'Read the output of the command.',
    };
  },
];

/** Why a registry gave no image. */
function why(message: string): string {
  if (/no match for platform|no matching manifest/.test(message)) return 'the registry has it for other platforms only';
  if (/no such host|dial tcp|i\/o timeout|connection refused|network is unreachable|TLS handshake/.test(message)) {
    return 'its registry cannot be reached';
  }
  if (/pull access denied|authorization failed|unauthorized|no basic auth|denied/i.test(message)) {
    return 'the registry says that there is no such image or that it wants a sign-in';
  }
  if (/not found|manifest unknown|does not exist/.test(message)) return 'it was not found in its registry';
  return clipped(message.slice(message.lastIndexOf(': ') + 2), 200);
}

/** The image that could not be had, with its registry. */
function imageIn(message: string): string | undefined {
  const named =
    /failed to resolve source metadata for (\S+?):? /.exec(`${message} `) ??
    /(?:pull access denied for|manifest for) ([^\s,]+)/.exec(message);
  if (named) return longName(named[1] as string);
  const [, host, repository, tag] =
    /(?:Head|Get|HEAD|GET) "https?:\/\/([^/"]+)\/v2\/([^"]+)\/manifests\/([^"/]+)"/.exec(message) ?? [];
  return (
    tag && `${host === 'registry-1.docker.io' ? 'docker.io' : host}/${repository}${tag.includes(':') ? '@' : ':'}${tag}`
  );
}

function longName(image: string): string {
  return /^(localhost|[^/]*[.:][^/]*)\//.test(image) ? image : `docker.io/${image}`;
}

/** The instruction whose text holds something that the builder quotes. */
function quotedIn(message: string, dockerfile: Dockerfile): Instruction | undefined {
  for (const [, inQuotes, inBrackets] of message.matchAll(/"([^"]+)"|\(([^)]+)\)/g)) {
    const quoted = inQuotes ?? inBrackets ?? '';
    const found = dockerfile.instructions.find(
      ({ range }) => quoted !== '' && dockerfile.text.slice(range.start, range.end).includes(quoted),
    );
    if (found) return found;
  }
  return undefined;
}

function firstProblem({ problems, lines }: Dockerfile): number | undefined {
  const problem = problems[0];
  return problem && lines.positionAt(problem.range.start).line + 1;
}

function lineOf(instruction: Instruction | undefined): number | undefined {
  return instruction && instruction.line + 1;
}

function shown({ range }: Instruction, { text }: Dockerfile): string {
  return `“${clipped(
    text
      .slice(range.start, range.end)
      .split(/\r?\n/)[0]
      ?.replace(/\s*\\$/, ' …') ?? '',
    60,
  )}”`;
}

function clipped(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function ended(text: string): string {
  return /[.!?)]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
