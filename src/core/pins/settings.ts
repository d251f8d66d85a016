import type { ShellCommand } from '../dockerfile/shell.ts';
import type { Lookup } from '../dockerfile/variables.ts';
import type { PackageManager, Setting } from './manager.ts';

/** Ways to the network that an image or a Dockerfile may name. */
const proxies = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

type Settings = { readonly of: Readonly<Record<string, string>> } | { readonly why: string };

/**
 * The variables that have the package manager look where the command would: those of the Dockerfile, those before the
 * command, and what its flags say.
 * @param values of the variables of the Dockerfile where the command stands
 * @returns why they cannot be told, as a sentence without its end
 */
export function settingsOf(command: ShellCommand, manager: PackageManager, values: Lookup): Settings {
  const found: Record<string, string> = { QUAYSIDE_TOOL: command.name };
  for (const name of [...proxies, ...manager.variables]) {
    const value = values(name);
    if (typeof value === 'string') found[name] = value;
  }
  for (const { name, value } of command.assignments) {
    if (![...proxies, ...manager.variables].includes(name)) continue;
    const expanded = expanding(value, values);
    if (expanded === undefined) return { why: `only the build knows ${name}` };
    found[name] = expanded;
  }
  for (const setting of manager.settings) {
    const given = valuesOf(command, setting).map((value) => expanding(value, values));
    if (given.includes(undefined)) return { why: `only the build knows what --${setting.flags.at(-1)} says` };
    if (given.length === 0) continue;
    const { separator, variable } = setting;
    found[variable] = (separator === undefined ? given.slice(-1) : given).join(separator);
  }
  return { of: found };
}

function valuesOf({ words }: ShellCommand, { flags, value: own }: Setting): string[] {
  return words.flatMap(({ value: word }, at) => {
    for (const flag of flags) {
      const written = flag.length === 1 ? `-${flag}` : `--${flag}`;
      if (word === written) return [own ?? words[at + 1]?.value ?? ''];
      if (word.startsWith(`${written}=`)) return [own ?? word.slice(written.length + 1)];
    }
    return [];
  });
}

/** @returns undefined where a variable in it has no value that is known */
function expanding(text: string, values: Lookup): string | undefined {
  const expanded = text.replace(/\$\{(\w+)\}/g, (written, name) => values(name) ?? written);
  return expanded.includes('$') ? undefined : expanded;
}
