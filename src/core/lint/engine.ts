import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import { parseShell } from '../dockerfile/shell.ts';
import type { Range } from '../text.ts';
import { isBuildCheck, readCheckSettings } from './build-checks.ts';
import { lineWhereHadolintStops } from './compat/reads.ts';
import { asHadolintSplits } from './compat/split.ts';
import { type Configuration, defaultConfiguration, severityOf } from './configuration.ts';
import { type DispatchTable, dispatchTable } from './dispatch.ts';
import type { Finding, Fix } from './finding.ts';
import type { Context, ReportDetails, Rule, ServiceOfImage } from './rule.ts';
import { noSecretsInVariables, noSecretsInVariablesAsReleased } from './rules/DL3064-no-secrets-in-variables.ts';
import { setPipefail, setPipefailAsReleased } from './rules/DL4006-set-pipefail.ts';
import { rules as dockerfileRules } from './rules/index.ts';
import { shellRules } from './shell/index.ts';
import { readProgram, type ShellProgram } from './shell/program.ts';
import { placedFix, type ScriptFix, type Stretch } from './shell/script-finding.ts';
import { withShellCheck } from './shell/shellcheck.ts';
import type { ShellCheckVerdicts } from './shell/shellcheck-comments.ts';
import { readSuppressions } from './suppressions.ts';
import { withoutTwins } from './twins.ts';

/** Those for instructions, and those for the scripts of RUN. */
export const allRules: readonly Rule[] = [...dockerfileRules, ...shellRules];

export interface LintOptions {
  readonly configuration?: Configuration | undefined;
  readonly rules?: readonly Rule[] | undefined;
  /** The text of the `.dockerignore` that the file is built with; without it nobody is told of files it leaves out. */
  readonly ignoreFile?: string | undefined;
  /** The service that runs the image; without it the rules that compare the two say nothing. */
  readonly service?: ServiceOfImage | undefined;
  /** hadolint's findings and no others: its DL codes, and DL1000 alone for a file that it gives up on. */
  readonly compat?: boolean | undefined;
  /** What the program `shellcheck` says of scripts, as far as it was asked; not with `compat`. */
  readonly shellCheck?: ShellCheckVerdicts | undefined;
}

/** Where hadolint's last release is not what a rule of ours is. */
const asReleased = new Map([
  [setPipefail, setPipefailAsReleased],
  [noSecretsInVariables, noSecretsInVariablesAsReleased],
]);

const hadolintRules = allRules.filter(isHadolintRule).map((rule) => asReleased.get(rule) ?? rule);

function isHadolintRule({ code }: Rule): boolean {
  return code.startsWith('DL');
}

/** What the rules say of a file, in the order of the text, without what comments or the configuration silence. */
export function lint(given: Dockerfile, options: LintOptions = {}): Finding[] {
  const configuration = options.configuration ?? defaultConfiguration;
  const { compat = false } = options;
  if (compat) {
    const line = lineWhereHadolintStops(given.text);
    if (line !== undefined) return [unreadableForHadolint(given, line)];
  }
  const dockerfile = compat ? asHadolintSplits(given) : given;
  const rules = compat ? (options.rules?.filter(isHadolintRule) ?? hadolintRules) : (options.rules ?? allRules);
  const walked = new Walk(dockerfile, { ...options, configuration, rules }).findings();
  const found = options.shellCheck && !compat ? withShellCheck(walked, dockerfile, options.shellCheck) : walked;
  const suppressions = configuration.disableIgnorePragma
    ? undefined
    : readSuppressions(dockerfile, { asReleased: compat });
  const checks = readCheckSettings(dockerfile);
  const weighed = found.map((finding) => {
    const own = isBuildCheck(finding.code) ? checks.severityOf(finding) : finding.severity;
    const severity = severityOf(finding.code, own, configuration);
    return severity === finding.severity ? finding : { ...finding, severity };
  });
  const isCovered = (finding: Finding) => suppressions?.covers(finding) === true;
  const shown = withoutTwins(weighed, rules, {
    isSilent: (finding) => finding.severity === 'ignore' || isCovered(finding),
    silencesTwin: (finding) =>
      configuration.ignored.has(finding.code) ||
      // Where comments are to silence nothing of hadolint's, one for the builder must not do it by the other name.
      (!configuration.disableIgnorePragma && (isCovered(finding) || checks.skipsByName(finding))),
  });
  const all = compat ? shown : [...problemFindings(dockerfile), ...shown];
  return all.sort((a, b) => a.range.start - b.range.start || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

function unreadableForHadolint({ lines, text }: Dockerfile, line: number): Finding {
  const start = lines.lineStart(line);
  const rest = text.slice(start);
  const end = start + (/[\r\n]/.exec(rest)?.index ?? rest.length);
  const message = 'hadolint cannot read the file from here on.';
  return { code: 'DL1000', severity: 'error', message, range: { start, end }, line };
}

/** What the builder would refuse: never silenced, since nothing gets built. */
function problemFindings({ problems, lines }: Dockerfile): Finding[] {
  return problems
    .filter(({ kind }) => !saidByRules.has(kind))
    .map(({ message, range }) => ({
      code: 'DL1000',
      severity: 'error',
      message,
      range,
      line: lines.positionAt(range.start).line,
    }));
}

/** Kinds of problems that DL3043 and DL3061 speak of; and an empty file is a beginning, not a mistake. */
const saidByRules = new Set(['onbuild-chained', 'onbuild-forbidden', 'missing-from', 'no-instructions']);

/** One walk over one file. */
class Walk {
  readonly #dockerfile: Dockerfile;
  readonly #table: DispatchTable;
  readonly #found: Finding[] = [];
  readonly #place: Place = { stage: undefined };
  readonly #runs: RuleRun[];
  readonly #onbuildRuns: (RuleRun | undefined)[];

  constructor(
    dockerfile: Dockerfile,
    {
      configuration,
      ignoreFile,
      rules,
      service,
    }: LintOptions & { configuration: Configuration; rules: readonly Rule[] },
  ) {
    this.#dockerfile = dockerfile;
    this.#table = dispatchTable(rules);
    const run = (rule: Rule, inOnbuild: boolean) =>
      new RuleRun(
        rule,
        { dockerfile, configuration, ignoreFile, service, inOnbuild },
        this.#found,
        inOnbuild ? nowhere : this.#place,
      );
    this.#runs = rules.map((rule) => run(rule, false));
    const defers = dockerfile.instructions.some(({ trigger }) => trigger !== undefined);
    this.#onbuildRuns = defers ? rules.map((rule) => (rule.onbuild ? run(rule, true) : undefined)) : [];
  }

  findings(): Finding[] {
    for (const instruction of this.#dockerfile.instructions) {
      if (instruction.keyword === 'FROM') this.#enter(instruction.stage);
      this.#hand(instruction, this.#runs);
      if (instruction.trigger) this.#hand(instruction.trigger, this.#onbuildRuns);
    }
    for (const run of this.#runs) run.end();
    for (const run of this.#onbuildRuns) run?.end();
    return this.#found;
  }

  #enter(stage: Stage | undefined): void {
    this.#place.stage = stage;
    if (stage) for (const rule of this.#table.stageRules) this.#runs[rule]?.enter(stage);
  }

  #hand(instruction: Instruction, runs: readonly (RuleRun | undefined)[]): void {
    const listeners = this.#table.instructions(instruction.keyword);
    // By index, here and below: a walk comes through here a hundred times for each line.
    for (let at = 0; at < listeners.length; at++) {
      const { rule, handler } = listeners[at] as (typeof listeners)[number];
      const run = runs[rule];
      if (!run) continue;
      run.take(instruction);
      handler(instruction, run);
    }
    if (instruction.keyword !== 'RUN') return;
    if (this.#table.scripts.length > 0) this.#handScript(instruction, runs);
    if (!this.#table.seesCommands) return;
    for (const command of parseShell(instruction).commands) {
      const wanting = this.#table.commands(command.name);
      for (let at = 0; at < wanting.length; at++) {
        const { rule, handler } = wanting[at] as (typeof wanting)[number];
        const run = runs[rule];
        if (!run) continue;
        run.takeCommands(instruction);
        handler(command, run);
      }
    }
  }

  #handScript(instruction: Instruction, runs: readonly (RuleRun | undefined)[]): void {
    const read = readProgram(instruction, this.#dockerfile);
    if (!read) return;
    for (const { rule, at, fix } of this.#sayingsOf(read.program)) {
      const run = runs[rule];
      if (!run) continue;
      run.take(instruction);
      const range = read.text.sourceRange({ start: at.pos, end: at.end });
      run.report({ range }, fix && { fix: placedFix(fix, read.text) });
    }
  }

  /** What the rules say of a script, which they are asked once. */
  #sayingsOf(program: ShellProgram): readonly Saying[] {
    const { scripts } = this.#table;
    const known = program.memory.get(scripts) as readonly Saying[] | undefined;
    if (known) return known;
    const sayings: Saying[] = [];
    for (const { rule, handler } of scripts) handler(program, (at, fix) => sayings.push({ rule, at, fix }));
    program.memory.set(scripts, sayings);
    return sayings;
  }
}

/** A finding of a rule in a script. */
interface Saying {
  /** Position of the rule in the list. */
  readonly rule: number;
  readonly at: Stretch;
  readonly fix: ScriptFix | undefined;
}

/** Where the walk is; all rules see the same. */
interface Place {
  stage: Stage | undefined;
}

/** What ONBUILD puts off belongs to no stage. */
const nowhere: Place = Object.freeze({ stage: undefined });

/** One rule on its way through one file: its memory, and where it stands. */
class RuleRun implements Context<unknown, unknown> {
  readonly dockerfile: Dockerfile;
  readonly configuration: Configuration;
  readonly ignoreFile: string | undefined;
  readonly service: ServiceOfImage | undefined;
  readonly inOnbuild: boolean;
  readonly inFile: unknown;
  inStage: unknown;
  readonly #rule: Rule;
  readonly #place: Place;
  readonly #found: Finding[];
  /** What it remembers of each stage, by their positions. */
  #stages: unknown[] | undefined;
  #instruction: Instruction | undefined;
  #gathers = false;
  #gathered: Finding[] = [];

  constructor(
    rule: Rule,
    given: Pick<Context, 'dockerfile' | 'configuration' | 'ignoreFile' | 'service' | 'inOnbuild'>,
    found: Finding[],
    place: Place,
  ) {
    this.#rule = rule;
    this.#place = place;
    this.#found = found;
    this.dockerfile = given.dockerfile;
    this.configuration = given.configuration;
    this.ignoreFile = given.ignoreFile;
    this.service = given.service;
    this.inOnbuild = given.inOnbuild;
    this.inFile = rule.perFile?.();
    this.inStage = rule.perStage?.(undefined, undefined);
  }

  get stage(): Stage | undefined {
    return this.#place.stage;
  }

  get instruction(): Instruction {
    if (!this.#instruction) throw new TypeError(`${this.#rule.code} asks for an instruction where none is in hand`);
    return this.#instruction;
  }

  enter(stage: Stage): void {
    this.#stages ??= [];
    this.inStage = this.#rule.perStage?.(stage.parent && this.#stages[stage.parent.index], stage);
    this.#stages[stage.index] = this.inStage;
  }

  take(instruction: Instruction): void {
    this.#settle();
    this.#instruction = instruction;
    this.#gathers = false;
  }

  /** From here on until the next instruction all reports make one finding. */
  takeCommands(instruction: Instruction): void {
    if (this.#gathers && this.#instruction === instruction) return;
    this.#settle();
    this.#instruction = instruction;
    this.#gathers = true;
  }

  end(): void {
    this.#settle();
    this.#instruction = undefined;
    this.#gathers = false;
    this.#rule.atEnd?.(this);
  }

  #settle(): void {
    if (this.#gathered.length === 0) return;
    this.#found.push(join(this.#gathered));
    this.#gathered = [];
  }

  readonly report = (at: { readonly range: Range }, details: ReportDetails = {}): void => {
    const finding: Finding = {
      code: this.#rule.code,
      severity: this.#rule.severity,
      message: details.message ?? this.#rule.summary,
      range: at.range,
      line: (details.instruction ?? this.instruction).line,
      ...(details.fix && { fix: details.fix }),
      ...(details.related && { related: details.related }),
    };
    (this.#gathers ? this.#gathered : this.#found).push(finding);
  };
}

/** What a rule found in one RUN as one finding, which points at the first place and mends all of them. */
function join(findings: readonly Finding[]): Finding {
  const [first, ...others] = findings as readonly [Finding, ...Finding[]];
  if (others.length === 0) return first;
  const related = others.flatMap(({ message, range, related: more = [] }) => [{ range, message }, ...more]);
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  const mendsAll = fixes.length === findings.length;
  return { ...first, related: [...(first.related ?? []), ...related], fix: mendsAll ? joinFixes(fixes) : undefined };
}

function joinFixes(fixes: readonly Fix[]): Fix {
  const safety = fixes.every((fix) => fix.safety === 'safe') ? 'safe' : 'review';
  return { title: (fixes[0] as Fix).title, safety, edits: fixes.flatMap(({ edits }) => edits) };
}
