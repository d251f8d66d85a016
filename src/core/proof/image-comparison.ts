/** Two images as the engine has them: what they say of themselves. */

import type { ConfigurationDifference } from '../image/configuration-comparison.ts';
import type { SavedConfiguration } from '../image/configuration-saved.ts';
import type { ImageTree } from '../image/tree.ts';
import { withoutShell } from './command.ts';
import { userOf } from './user.ts';

export interface SettingDifference {
  readonly field: ConfigurationDifference['field'];
  /** The variable, label, port or volume. */
  readonly name: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ComparedImages {
  readonly differences: readonly SettingDifference[];
  /** Written in another way, and the same. */
  readonly notes: readonly string[];
}

interface BuiltImage {
  readonly configuration: SavedConfiguration;
  readonly tree: ImageTree;
}

/** @param ownLabel the label that the proof itself put on both */
export function compareImages(before: BuiltImage, after: BuiltImage, ownLabel: string): ComparedImages {
  const [a, b] = [before.configuration, after.configuration];
  const differences: SettingDifference[] = [];
  const notes: string[] = [];
  const look = (field: SettingDifference['field'], name: string | undefined, was?: string, is?: string) => {
    if (was !== is) differences.push({ field, name, before: was, after: is });
  };
  const argv = (list: readonly string[]) => (list.length === 0 ? undefined : JSON.stringify(list));
  const text = (value: string) => (value === '' ? undefined : value);

  for (const field of ['entrypoint', 'command'] as const) {
    const [was, is] = [argv(a[field]), argv(b[field])];
    const same = was !== is && argv(withoutShell(a[field])) === argv(withoutShell(b[field]));
    if (same)
      notes.push(
        `The ${field} runs the same program, ${argv(withoutShell(b[field])) === is ? 'without' : 'in'} a shell.`,
      );
    else look(field, undefined, was, is);
  }
  const [was, is] = [userOf(before.tree, a.user), userOf(after.tree, b.user)];
  if (was !== is) look('user', undefined, spelled(a.user, was), spelled(b.user, is));
  else if (a.user !== b.user)
    notes.push(`USER is spelled ${b.user || 'nothing'} and is the same as ${a.user || 'nothing'}.`);
  look('workingDirectory', undefined, a.workingDirectory || '/', b.workingDirectory || '/');
  look('stopSignal', undefined, text(a.stopSignal), text(b.stopSignal));
  look('shell', undefined, argv(a.shell), argv(b.shell));
  look(
    'healthCheck',
    undefined,
    a.healthCheck && JSON.stringify(a.healthCheck),
    b.healthCheck && JSON.stringify(b.healthCheck),
  );
  look('onBuild', undefined, argv(a.onBuild), argv(b.onBuild));
  const named = (
    field: SettingDifference['field'],
    from: ReadonlyMap<string, string>,
    to: ReadonlyMap<string, string>,
  ) => {
    for (const name of new Set([...from.keys(), ...to.keys()])) look(field, name, from.get(name), to.get(name));
  };
  named('environment', variablesIn(a.environment), variablesIn(b.environment));
  named('labels', without(a.labels, ownLabel), without(b.labels, ownLabel));
  named('ports', namesOf(a.ports), namesOf(b.ports));
  named('volumes', namesOf(a.volumes), namesOf(b.volumes));
  return { differences, notes };
}

export function variablesIn(environment: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    environment.map((entry) => {
      const equals = entry.indexOf('=');
      return equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)];
    }),
  );
}

function spelled(user: string, ids: string): string {
  return user === ids ? user : `${user || 'root'} (${ids})`;
}

function without(labels: Readonly<Record<string, string>>, own: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(labels).filter(([name]) => name !== own));
}

function namesOf(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, name]));
}
