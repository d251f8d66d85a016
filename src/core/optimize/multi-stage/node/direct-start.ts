import { parseShell } from '../../../dockerfile/shell.ts';
import type { ContextFiles } from '../../context.ts';
import type { StageModel } from '../../model/build-model.ts';
import type { Step } from '../../model/steps.ts';
import { brings, isWorkspace, type NodePackage, scriptsOf } from './packages.ts';
import { runningSources } from './sources.ts';
import { callsOf } from './start.ts';
import { berryOf } from './yarn-berry.ts';

/** What scripts of `package.json` start in the end, without the package manager that looks them up. */
export interface DirectStart {
  /** In place of the CMD or ENTRYPOINT that there was. */
  readonly instruction: string;
  /** The folder that the package manager starts it in, absolute: the one that the image has to start in. */
  readonly folder: string;
  /** Fields of the configuration that change. */
  readonly changes: readonly string[];
}

/** One command, without variables, quotes and whatever else a shell has to be there for. */
const plain = /^[\w@%+:,./-]+( +[\w@%+=:,./-]+)*$/;
/** Of a package manager: a package and a script. */
const plainCall =
  /^(?:(?:--filter|-F|-C|--dir|--cwd|--prefix|--workspace|-w)[ =][\w@./-]+ |workspace [\w@./-]+ )?(?:(?:run|run-script) )?[\w:.-]+$/;
const managers = /^(npm|yarn|pnpm)$/;

/**
 * The program behind the package manager that CMD or ENTRYPOINT calls. What it gets is the same but for the variables
 * of the package manager and `node_modules/.bin` in PATH: neither the sources may ask for those, nor settings for more.
 *
 * @returns the reason, as the rest of a sentence, where the package manager has to stay
 */
export function directStart(
  stage: StageModel,
  packages: readonly NodePackage[],
  context: ContextFiles | undefined,
): DirectStart | string {
  const said = stage.steps.filter(({ instruction }) => /^(CMD|ENTRYPOINT)$/.test(instruction.keyword));
  const [step] = said;
  const argv = step && said.length === 1 ? argvOf(step) : undefined;
  if (!step || !argv) return 'what starts it is more than a plain command';
  if (!context?.complete || stage.folder === undefined) return 'the build context is not known';
  const berry = packages.map((each) => berryOf(each, stage, context)).find((each) => each !== undefined);
  if (argv[0] === 'yarn' && berry?.linksModules === false) return 'it tells Node where the packages are';
  const target = behind(argv, stage.folder, packages, context);
  if (typeof target === 'string') return target;
  const { words, folder } = target;
  const isMoved = folder !== stage.folder;
  if (isMoved && hangsOnFolder(stage)) return `it starts in ${folder}, and something else in ${stage.folder}`;
  const program = words[0]?.replace(/^.*\//, '') as string;
  const asked = askedFor(stage, argv[0] as string, program, context);
  if (asked !== undefined) return asked;
  const field = step.instruction.keyword === 'CMD' ? 'command' : 'entrypoint';
  return {
    instruction: `${step.instruction.keyword} [${words.map((word) => JSON.stringify(word)).join(', ')}]`,
    folder,
    changes: [field, ...(isMoved ? ['workingDirectory'] : [])],
  };
}

function argvOf({ instruction }: Step): readonly string[] | undefined {
  const { command } = instruction;
  if (command?.form === 'exec') {
    const words = command.arguments.map(({ value }) => value);
    return plain.test(words.join(' ')) ? words : undefined;
  }
  const script = parseShell(instruction);
  const text = command?.form === 'shell' && !command.scriptHeredoc && script.parsed ? command.script.text.trim() : '';
  return plain.test(text) ? text.replace(/^exec /, '').split(/ +/) : undefined;
}

interface Target {
  readonly words: readonly string[];
  readonly folder: string;
}

function behind(
  argv: readonly string[],
  start: string,
  packages: readonly NodePackage[],
  context: ContextFiles,
): Target | string {
  let [name = '', ...words] = argv;
  let folder = start;
  let manager = '';
  for (let depth = 0; depth < 6; depth++) {
    const own = packages.find((each) => each.folder === folder);
    if (name === 'node') return { words: [name, ...words], folder };
    if (!managers.test(name)) return ofPackage(name, words, own, manager, context);
    const calls = plainCall.test(words.join(' ')) ? callsOf(name, words, folder, packages) : 'it is not';
    const call = typeof calls !== 'string' && calls.length === 1 ? calls[0] : undefined;
    const target = packages.find((each) => each.folder === call?.folder);
    const script = words.at(-1) as string;
    const line = target && scriptsOf(target)[script];
    if (!call || !target || typeof line !== 'string' || !plain.test(line.trim())) {
      return 'what it starts is more than a plain command';
    }
    if (['pre', 'post'].some((when) => Object.hasOwn(scriptsOf(target), when + script))) {
      return `a script runs before or after “${script}”`;
    }
    manager = name;
    [name, words, folder] = [call.name, [...call.words], target.folder];
  }
  return 'scripts call one another';
}

/**
 * A program of a package lies in the folder of the package that names it, unless packages that are linked to one
 * another share theirs.
 */
function ofPackage(
  name: string,
  words: readonly string[],
  own: NodePackage | undefined,
  manager: string,
  context: ContextFiles,
): Target | string {
  const isOfPnpm = manager === 'pnpm' && !settingsOf(context).some((text) => /node-?linker/i.test(text));
  const isAlone = own?.from === '' && !isWorkspace(own, context);
  return own && brings(own, 'dependencies', name) && (isOfPnpm || isAlone)
    ? { words: [`node_modules/.bin/${name}`, ...words], folder: own.folder }
    : `where ${name} lies is not known`;
}

/** Whether another folder to start in would mean something else to the health check, or to what comes after it. */
function hangsOnFolder({ steps }: StageModel): boolean {
  const last = steps.findLastIndex(({ instruction }) => /^(RUN|COPY|ADD)$/.test(instruction.keyword));
  return steps.some(({ instruction: { keyword, words }, index }) => {
    if (keyword === 'HEALTHCHECK') return !words.some(({ value }) => /^["[]*(curl|wget|NONE)\b/.test(value));
    return keyword === 'WORKDIR' && index > last;
  });
}

/** What only the package manager gives. */
const ofManager = /\bnpm_(package|config|lifecycle|execpath|command|node_execpath)|\b(INIT_CWD|PROJECT_CWD)\b/;
const callsPrograms = /['"`]((node:)?child_process|execa|cross-spawn|zx|shelljs)['"`]/;
/** They end when they are told to, as the first process too. */
const endWhenTold = /^(next|remix-serve|react-router-serve|http-server|pm2-runtime|fastify)$/;

/** The texts of all settings of package managers. */
function settingsOf(context: ContextFiles): readonly string[] {
  const paths = context.sent.filter((path) => /(^|\/)(\.npmrc|\.yarnrc(\.yml)?|pnpm-workspace\.yaml)$/.test(path));
  return paths.map((path) => context.text(path) ?? '');
}

function askedFor(stage: StageModel, manager: string, program: string, context: ContextFiles): string | undefined {
  const checks = stage.steps.filter(({ instruction }) => instruction.keyword === 'HEALTHCHECK');
  if (checks.some(({ instruction: { words } }) => words.some(({ value }) => value.includes(manager)))) {
    return 'the health check calls it too';
  }
  const own = stage.steps.some(({ instruction: { keyword } }) => keyword === 'SHELL' || keyword === 'STOPSIGNAL');
  if (own) return 'a shell or a signal of its own is named';
  if (settingsOf(context).some((text) => /node-?options|script-?shell|shell-?emulator/i.test(text))) {
    return 'its settings say how it starts programs';
  }
  const sources = runningSources('', context);
  if (!sources || sources.some((source) => ofManager.test(source))) return 'the program reads variables that it sets';
  if (sources.some((source) => callsPrograms.test(source))) return 'the program may call others that it finds';
  // The first process of a container is not ended by a signal that it does not handle; package managers hand it on.
  const handles =
    program === 'node'
      ? sources.some((source) => /['"`]SIGTERM['"`]|enableShutdownHooks/.test(source))
      : endWhenTold.test(program);
  const obeyedSignals = stage.launch.needsShell === false;
  return obeyedSignals && !handles ? 'the program may not end by itself when it is told to' : undefined;
}
