import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { UserFacingError } from '../core/errors.ts';
import { type Configuration, type ConfigurationLayer, configurationFrom } from '../core/lint/configuration.ts';
import { configurationNames, personalConfigurations } from '../core/lint/configuration-places.ts';
import { environmentLayer } from '../core/lint/environment.ts';
import type { CommandIo } from './command.ts';
import { orRefuse } from './lint-arguments.ts';

type Surroundings = Pick<CommandIo, 'cwd' | 'env' | 'stderr'>;

/** The environment, then the one file that applies, then the command line. */
export async function readConfiguration(
  io: Surroundings,
  flags: ConfigurationLayer,
  named: string | undefined,
): Promise<Configuration> {
  const { layer: environment, unknown } = environmentLayer(io.env);
  if (unknown[0]) orRefuse(unknown[0]);
  const file = named === undefined ? findFile(io) : readNamed(named, io.cwd);
  const layer = file ? await decode(file, io) : {};
  const configuration = configurationFrom(environment, layer, flags);
  if (configuration.verbose) io.stderr.write(file ? `Configuration: ${file.name}\n` : 'Configuration: none found\n');
  return configuration;
}

interface ConfigurationText {
  readonly name: string;
  readonly text: string;
}

/** Where hadolint looks: the current folder, then the person's own; the first that is there counts alone. */
function findFile({ cwd, env }: Surroundings): ConfigurationText | undefined {
  const home = env.HOME ?? homedir();
  const here = configurationNames.map((name) => path.join(cwd, name));
  for (const name of [...here, ...personalConfigurations(home, env.XDG_CONFIG_HOME)]) {
    if (existsSync(name)) return readNamed(name, cwd);
  }
  return undefined;
}

function readNamed(name: string, cwd: string): ConfigurationText {
  try {
    return { name, text: readFileSync(path.resolve(cwd, name), 'utf8') };
  } catch (cause) {
    throw new UserFacingError({
      code: 'no-configuration-file',
      message: `The configuration ${name} cannot be read.`,
      action: { says: 'Name a file that is there after --config.' },
      cause,
    });
  }
}

/** A file with an error in it is told of, and does not apply. */
async function decode({ name, text }: ConfigurationText, { stderr }: Surroundings): Promise<ConfigurationLayer> {
  // Only here is YAML needed, so only then is its parser paid for.
  const { decodeConfigurationFile } = await import('../core/yaml-files.ts');
  const { layer, problems } = decodeConfigurationFile(text);
  for (const { message, line } of problems) stderr.write(`${name}:${line + 1}: ${message}.\n`);
  if (problems.some(({ fatal }) => fatal)) stderr.write(`${name} is not used.\n`);
  return layer;
}
