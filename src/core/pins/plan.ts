/** From the findings that name packages without a version to what has to be asked, and from answers to edits. */
import { valuesAt } from '../dockerfile/language/values.ts';
import type { Dockerfile, Instruction } from '../dockerfile/model.ts';
import { parseShell, type ShellCommand, type ShellWord } from '../dockerfile/shell.ts';
import type { Finding } from '../lint/finding.ts';
import type { Range, TextEdit } from '../text.ts';
import { type Base, baseOf } from './base.ts';
import type { PackageManager } from './manager.ts';
import { packageManagers } from './managers/index.ts';
import { settingsOf } from './settings.ts';
import { lineOfOtherSources } from './sources.ts';

interface PinPlan {
  readonly questions: readonly Question[];
  /** What is not worth a question. */
  readonly left: readonly Unpinned[];
}

/** All that one package manager can be asked in one image. */
export interface Question extends Base {
  readonly manager: PackageManager;
  /** Variables that its script and the program are given. */
  readonly environment: Readonly<Record<string, string>>;
  readonly packages: readonly PackageToPin[];
}

interface PackageToPin {
  /** What is asked for: no extras, no quotes. */
  readonly name: string;
  /** Where the version goes. */
  readonly at: number;
}

export interface Unpinned {
  readonly name: string;
  /** A sentence without its end. */
  readonly why: string;
}

/** @param findings of this very text; those of other rules are passed over */
export function planPins(dockerfile: Dockerfile, findings: readonly Finding[]): PinPlan {
  const questions = new Map<string, Question & { readonly packages: PackageToPin[] }>();
  const left: Unpinned[] = [];
  for (const { instruction, command, manager, words } of installations(dockerfile, findings)) {
    const surroundings = surroundingsOf(dockerfile, instruction, command, manager);
    for (const word of words) {
      const name = manager.named.exec(word.value)?.[1];
      if (name === undefined) left.push({ name: word.value || word.raw, why: 'it is not the plain name of a package' });
      else if ('why' in surroundings) left.push({ name, why: surroundings.why });
      else {
        const same = JSON.stringify([manager.name, surroundings]);
        const question = questions.get(same) ?? { ...surroundings, manager, packages: [] };
        questions.set(same, question);
        question.packages.push({ name, at: endOf(word) });
      }
    }
  }
  return { questions: [...questions.values()], left };
}

/**
 * @param complaint what kept the package manager from an answer
 * @returns an edit for each package that has a version
 */
export function pinsFor(
  { manager, image, packages }: Question,
  versions: ReadonlyMap<string, string>,
  complaint?: string,
): { readonly edits: readonly TextEdit[]; readonly left: readonly Unpinned[] } {
  const edits: TextEdit[] = [];
  const left: Unpinned[] = [];
  const why = `${manager.name} in ${image} ${complaint ? `could not tell: ${complaint}` : 'knows no version of it'}`;
  for (const { name, at } of packages) {
    // apt names the architecture in its answer where it is not the machine's own.
    const version = versions.get(name) ?? versions.get(name.split(':', 1)[0] as string);
    // It comes from outside and goes into a script: nothing that a shell would look at twice.
    if (version !== undefined && /^[A-Za-z0-9][\w.+~:^!-]*$/.test(version)) {
      edits.push({ range: { start: at, end: at }, newText: `${manager.joint}${version}` });
    } else left.push({ name, why });
  }
  return { edits, left };
}

interface Installation {
  /** At the top level: with ONBUILD the whole of it. */
  readonly instruction: Instruction;
  readonly command: ShellCommand;
  readonly manager: PackageManager;
  readonly words: readonly ShellWord[];
}

/** In the order of the file. */
function installations(dockerfile: Dockerfile, findings: readonly Finding[]): Installation[] {
  const managers = new Map(
    findings.flatMap(({ code, range, related = [] }) => {
      const manager = packageManagers.find((one) => one.code === code);
      return manager ? [range, ...related.map((one) => one.range)].map((place) => [key(place), manager] as const) : [];
    }),
  );
  if (managers.size === 0) return [];
  return dockerfile.instructions.flatMap((instruction) => {
    const run = instruction.trigger ?? instruction;
    if (run.keyword !== 'RUN') return [];
    return parseShell(run).commands.flatMap((command) => {
      const words = command.words.filter(({ range }) => managers.has(key(range)));
      const manager = words[0] && managers.get(key(words[0].range));
      return manager ? [{ instruction, command, manager, words }] : [];
    });
  });
}

const key = ({ start, end }: Range): string => `${start}-${end}`;

function surroundingsOf(
  dockerfile: Dockerfile,
  instruction: Instruction,
  command: ShellCommand,
  manager: PackageManager,
): Omit<Question, 'manager' | 'packages'> | { readonly why: string } {
  const { stage, range } = instruction;
  if (!stage) return { why: 'it stands in no stage' };
  const base = baseOf(stage, dockerfile);
  if ('why' in base) return base;
  const line = lineOfOtherSources(dockerfile, instruction, command, manager);
  if (line !== undefined) {
    const why = `line ${line} changes where ${manager.name} takes packages from, and what earlier steps bring is not looked at`;
    return { why };
  }
  const settings = settingsOf(command, manager, valuesAt(dockerfile, range.start));
  return 'why' in settings ? settings : { ...base, environment: settings.of };
}

/** Where a version can be written behind a word: within the quotes around all of it, else after it. */
function endOf({ raw, value, range }: ShellWord): number {
  const quote = raw[0] as string;
  return (quote === '"' || quote === "'") && raw === quote + value + quote ? range.end - 1 : range.end;
}
