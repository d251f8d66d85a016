/** What `quayside` alone, `--help` or an unknown name says. */
import { nearestWord } from '../core/nearest-word.ts';

export function usage(commands: Readonly<Record<string, { readonly says: string }>>, unknown?: string): string {
  const names = Object.keys(commands);
  const rows = names.map((name) => `  ${name.padEnd(9)} ${commands[name]?.says}`);
  const meant = unknown === undefined ? undefined : nearestWord(unknown, names);
  const lines = [
    ...(unknown === undefined ? [] : [`There is no command ${unknown}.${meant ? ` Did you mean ${meant}?` : ''}`, '']),
    'quayside COMMAND [OPTIONS]',
    '',
    ...rows,
    '',
    'quayside COMMAND --help says more. --version prints the version.',
  ];
  return `${lines.join('\n')}\n`;
}
