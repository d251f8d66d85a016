/**
 * What build, push, scan, deploy and destroy have in common: the folder of a `quayside.yaml`, profile and region,
 * progress on standard error, and with `--json` one object on standard output and nothing else.
 */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { version } from '../../package.json';
import type { Session } from '../adapters/aws/session.ts';
import type { Project } from '../adapters/project.ts';
import { UserFacingError } from '../core/errors.ts';
import type { Run } from '../workflows/run.ts';
import type { Command, CommandIo } from './command.ts';
import { progressOn } from './terminal.ts';

type Cloud = typeof import('../cloud.ts');

type Options = NonNullable<ParseArgsConfig['options']>;
type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

interface ProjectContext {
  readonly cloud: Cloud;
  readonly project: Project;
  readonly session: Session;
  readonly run: Run;
  readonly values: Values;
  readonly io: CommandIo;
}

export interface ProjectCommand<T> {
  readonly name: string;
  readonly says: string;
  /** Options beside the common ones, each with its line of help. */
  readonly options?: Readonly<Record<string, Options[string] & { readonly says: string }>>;
  /** @returns what `--json` prints */
  run(context: ProjectContext): Promise<T>;
  /** The result for a person. */
  tell(result: T): string;
  /** 0 unless given. */
  exitCode?(result: T): number;
}

const common = {
  json: { type: 'boolean', says: 'print one JSON object on standard output' },
  profile: { type: 'string', says: 'profile of the AWS configuration' },
  region: { type: 'string', says: 'AWS region' },
  verbose: { type: 'boolean', says: 'show the output of what runs' },
  help: { type: 'boolean', short: 'h', says: 'show this' },
} as const;

export function projectCommand<T>(definition: ProjectCommand<T>): Command {
  const options = { ...definition.options, ...common };
  return async (args, io) => {
    const { values, folder } = read(args, definition.name, options);
    if (values.help) {
      io.stdout.write(help(definition, options));
      return 0;
    }
    const cloud = await import('../cloud.ts');
    const project = await cloud.readProject(folder === undefined ? io.cwd : folder);
    const session = cloud.openSession({ profile: text(values.profile), region: text(values.region) }, { version });
    const progress = progressOn(io, { verbose: values.verbose === true });
    try {
      const run: Run = { signal: io.signal, report: (event) => progress.report(event) };
      const result = await definition.run({ cloud, project, session, run, values, io });
      progress.end();
      io.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${definition.tell(result)}\n`);
      return definition.exitCode?.(result) ?? 0;
    } finally {
      progress.end();
      session.dispose();
    }
  };
}

export const text = (value: Values[string]): string | undefined => (typeof value === 'string' ? value : undefined);

function read(args: readonly string[], name: string, options: Options): { values: Values; folder: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > 1) throw new Error(`one folder at a time, not ${positionals.length}`);
    return { values, folder: positionals[0] };
  } catch (cause) {
    throw new UserFacingError({
      code: 'wrong-arguments',
      message: `quayside ${name} was called wrongly: ${(cause as Error).message}`,
      action: { says: `quayside ${name} --help lists what it takes.` },
    });
  }
}

function help(
  { name, says }: ProjectCommand<unknown>,
  options: Readonly<Record<string, Options[string] & { says: string }>>,
): string {
  const rows = Object.entries(options).map(([option, { type, says }]) => {
    const label = `--${option}${type === 'string' ? ` ${option.toUpperCase()}` : ''}`;
    return `  ${label.padEnd(22)} ${says}`;
  });
  return [
    `quayside ${name} [FOLDER] [OPTIONS]`,
    `${says}.`,
    '',
    '  FOLDER                 holds the quayside.yaml; the current one unless given',
    ...rows,
    '',
  ].join('\n');
}
