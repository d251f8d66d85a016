import { parseArgs } from 'node:util';
import { UserFacingError } from '../core/errors.ts';
import {
  type ConfigurationLayer,
  type LabelType,
  labelTypes,
  overridableSeverities,
  type Threshold,
  thresholds,
} from '../core/lint/configuration.ts';

export interface LintArguments {
  /** As they are written; `-` is standard input. */
  readonly files: readonly string[];
  readonly flags: ConfigurationLayer;
  readonly configurationFile: string | undefined;
  readonly fix: boolean;
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
  fix: { type: 'boolean' },
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
  if (values.fix && positionals.includes('-')) {
    throw badArguments('Standard input cannot be fixed in place.', 'Name a file, or leave --fix out.');
  }
  const compat = values.compat ?? false;
  if (compat && values.shellcheck !== undefined) {
    throw badArguments('With --compat there are no findings of ShellCheck.', 'Leave --shellcheck or --compat out.');
  }
  const shellCheck = values.shellcheck ?? (env.QUAYSIDE_SHELLCHECK || undefined);
  return {
    files: positionals,
    configurationFile: values.config,
    fix: values.fix ?? false,
    compat,
    shellCheck: compat || shellCheck === 'off' ? undefined : shellCheck,
    help: values.help ? usage : undefined,
    flags: {
      format: values.format,
      failureThreshold:
        values['failure-threshold'] === undefined ? undefined : readThreshold(values['failure-threshold']),
      ignored: values.ignore,
      override: Object.fromEntries(overridableSeverities.map((severity) => [severity, values[severity]])),
      trustedRegistries: values['trusted-registry'],
      labelSchema: Object.fromEntries(values['require-label']?.map(readLabel) ?? []),
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
export function readThreshold(name: string): Threshold {
  const threshold = thresholds.find((known) => known === name);
  if (threshold) return threshold;
  throw badArguments(`There is no threshold \`${name}\`.`, `Choose one of ${thresholds.join(', ')}.`);
}

/** Reads `name:type`. @throws UserFacingError `bad-arguments` */
export function readLabel(written: string): [string, LabelType] {
  const colon = written.lastIndexOf(':');
  const type = labelTypes.find((known) => known === written.slice(colon + 1));
  if (colon > 0 && type) return [written.slice(0, colon), type];
  throw badArguments(
    `\`${written}\` names no label and type.`,
    `Write name:type, with one of ${labelTypes.join(', ')}.`,
  );
}

function badArguments(message: string, says: string): UserFacingError {
  return new UserFacingError({ code: 'bad-arguments', message, action: { says } });
}

const usage = `Usage: quayside lint [options] DOCKERFILE...

Checks Dockerfiles; - is standard input.

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
      --fix                       apply every safe fix to the files
      --compat                    what hadolint 2.15.1 reports under its DL codes, and nothing else
      --shellcheck[=PATH]         have scripts read by ShellCheck too, for all of its codes
      --no-color                  no colours
  -V, --verbose                   say which configuration applies
  -h, --help                      this text
`;
