import { parseArgs } from 'node:util';
import { UserFacingError } from '../core/errors.ts';
import { type ConfigurationLayer, overridableSeverities, thresholds } from '../core/lint/configuration.ts';
import { isUnknown, labelIn, thresholdNamed, type UnknownValue } from '../core/lint/environment.ts';

export interface LintArguments {
  /** Of files and folders, and patterns, as they are written; `-` is standard input. */
  readonly names: readonly string[];
  readonly flags: ConfigurationLayer;
  readonly configurationFile: string | undefined;
  /** What becomes of texts that are fixed or pinned: `print` shows what would change and writes nothing. */
  readonly changes: 'write' | 'print' | undefined;
  readonly fix: boolean;
  /** Versions are looked up for packages that have none. */
  readonly pin: boolean;
  /** The name that a report has for each file, in place of its own. */
  readonly nameInReport: string | undefined;
  /** hadolint's findings and no others. */
  readonly compat: boolean;
  /** Where `shellcheck` is: a path, a name on the PATH, or `auto`; undefined where nobody asked for it. */
  readonly shellCheck: string | undefined;
  /** The text to show instead of linting. */
  readonly help: string | undefined;
}

const options = {
  help: { type: 'boolean', short: 'h' },
  config: { type: 'string', short: 'c' },
  format: { type: 'string', short: 'f' },
  'failure-threshold': { type: 'string', short: 't' },
  'no-fail': { type: 'boolean' },
  'no-color': { type: 'boolean' },
  verbose: { type: 'boolean', short: 'V' },
  ignore: { type: 'string', multiple: true },
  error: { type: 'string', multiple: true },
  warning: { type: 'string', multiple: true },
  info: { type: 'string', multiple: true },
  style: { type: 'string', multiple: true },
  'trusted-registry': { type: 'string', multiple: true },
  'require-label': { type: 'string', multiple: true },
  'strict-labels': { type: 'boolean' },
  'disable-ignore-pragma': { type: 'boolean' },
  'file-path-in-report': { type: 'string' },
  fix: { type: 'boolean' },
  pin: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  compat: { type: 'boolean' },
  shellcheck: { type: 'string' },
} as const;

/**
 * @param env says with `QUAYSIDE_SHELLCHECK` what `--shellcheck` would, if that is not there
 * @throws UserFacingError `bad-arguments`
 */
export function readLintArguments(args: readonly string[], env: NodeJS.ProcessEnv = {}): LintArguments {
  const { values, positionals } = parse(args);
  if (!values.help && positionals.length === 0) {
    throw badArguments('No file is named.', 'Name a Dockerfile, or - for standard input.');
  }
  const { fix = false, pin = false } = values;
  const isChanged = fix || pin;
  if (isChanged && positionals.includes('-') && positionals.length > 1) {
    throw badArguments('Standard input is fixed alone: its mended text is all that is written.', 'Name only -.');
  }
  if (values['dry-run'] && !isChanged) {
    throw badArguments(
      '--dry-run shows what --fix or --pin would change.',
      'Add --fix or --pin, or leave --dry-run out.',
    );
  }
  const compat = values.compat ?? false;
  if (compat && values.shellcheck !== undefined) {
    throw badArguments('With --compat there are no findings of ShellCheck.', 'Leave --shellcheck or --compat out.');
  }
  const shellCheck = values.shellcheck ?? (env.QUAYSIDE_SHELLCHECK || undefined);
  return {
    names: positionals,
    configurationFile: values.config,
    changes: isChanged ? (values['dry-run'] ? 'print' : 'write') : undefined,
    fix,
    pin,
    nameInReport: values['file-path-in-report'],
    compat,
    shellCheck: compat || shellCheck === 'off' ? undefined : shellCheck,
    help: values.help ? usage : undefined,
    flags: {
      format: values.format,
      failureThreshold:
        values['failure-threshold'] === undefined ? undefined : orRefuse(thresholdNamed(values['failure-threshold'])),
      ignored: values.ignore,
      override: Object.fromEntries(overridableSeverities.map((severity) => [severity, values[severity]])),
      trustedRegistries: values['trusted-registry'],
      labelSchema: Object.fromEntries(values['require-label']?.map((label) => orRefuse(labelIn(label))) ?? []),
      strictLabels: values['strict-labels'],
      disableIgnorePragma: values['disable-ignore-pragma'],
      noFail: values['no-fail'],
      noColor: values['no-color'],
      verbose: values.verbose,
    },
  };
}

function parse(args: readonly string[]) {
  try {
    // Its value may be left out, which no option of `parseArgs` may.
    const written = args.map((arg) => (arg === '--shellcheck' ? '--shellcheck=auto' : arg));
    return parseArgs({ args: written, options, allowPositionals: true });
  } catch (error) {
    const sentence = (error as Error).message.split('. ')[0]?.replace(/\.$/, '');
    throw badArguments(`${sentence}.`, 'See quayside lint --help.');
  }
}

/** @throws UserFacingError `bad-arguments` */
export function orRefuse<T>(read: T | UnknownValue): T {
  if (isUnknown(read)) throw badArguments(read.message, read.says);
  return read;
}

function badArguments(message: string, says: string): UserFacingError {
  return new UserFacingError({ code: 'bad-arguments', message, action: { says } });
}

const usage = `Usage: quayside lint [options] FILE...

Checks Dockerfiles. FILE is a Dockerfile, a folder for all Dockerfiles below it, a
pattern in quotes such as '**/Dockerfile*', or - for standard input. What is not
named itself is not looked for in node_modules and .git.

  -f, --format FORMAT             tty (default), json, checkstyle, codeclimate, gitlab_codeclimate,
                                  gnu, codacy, sonarqube, sarif or junit
  -c, --config FILE               configuration to use instead of the one that is found
  -t, --failure-threshold LEVEL   fail from this severity on: ${thresholds.join(', ')}
      --no-fail                   exit with 0 whatever is found
      --ignore CODE               do not report this rule
      --error, --warning, --info, --style CODE
                                  give this rule another severity
      --trusted-registry NAME     a registry that images may come from
      --require-label NAME:TYPE   a label that must be there
      --strict-labels             no labels but the required ones
      --disable-ignore-pragma     comments silence nothing
      --file-path-in-report PATH  the name that the report has for the file
      --fix                       apply every safe fix to the files; with - the mended
                                  text is printed, and the report on standard error
      --pin                       write the versions behind packages that would be
                                  installed today; asks their base images on your engine
      --fix --dry-run, --pin --dry-run
                                  print the changes as a diff and write nothing; exit
                                  with 1 when something would change, else with 0
      --compat                    what hadolint 2.15.1 reports under its DL codes, and nothing else
      --shellcheck[=PATH]         have scripts read by ShellCheck too, for all of its codes
      --no-color                  no colours
  -V, --verbose                   say which configuration applies
  -h, --help                      this text
`;
