import type { ImageConfiguration, NamedField, Place, Setting, SingleField } from './configuration.ts';

export interface ConfigurationDifference {
  readonly field: SingleField | NamedField | 'onBuild' | 'base';
  /** The variable, label, port or volume. */
  readonly name: string | undefined;
  /**
   * `unknown` where the two may be the same or not: one side hangs on a base image that the other does not have,
   * or on a build argument that does not reach the other.
   */
  readonly kind: 'different' | 'unknown';
  /** For people; undefined where it is not set. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** The instruction that sets it, in its own file. */
  readonly beforePlace: Place | undefined;
  readonly afterPlace: Place | undefined;
}

const single: readonly SingleField[] = [
  'entrypoint',
  'command',
  'user',
  'workingDirectory',
  'stopSignal',
  'healthCheck',
  'shell',
];
const named: readonly NamedField[] = ['environment', 'labels', 'ports', 'volumes'];

/** Where two configurations do not say the same; empty when they are equal for every build. */
export function compareConfigurations(
  before: ImageConfiguration,
  after: ImageConfiguration,
): readonly ConfigurationDifference[] {
  const sameBase = before.base.text === after.base.text;
  const found: ConfigurationDifference[] = [];
  const look = (
    field: ConfigurationDifference['field'],
    name: string | undefined,
    a: AnySetting | undefined,
    b: AnySetting | undefined,
  ) => {
    const kind = judge(a ?? absent(before), b ?? absent(after), sameBase);
    if (!kind) return;
    const [beforePlace, afterPlace] = [a?.place, b?.place];
    found.push({ field, name, kind, before: said(a), after: said(b), beforePlace, afterPlace });
  };
  if (!sameBase) {
    found.push({
      field: 'base',
      name: undefined,
      kind: 'unknown',
      before: before.base.text,
      after: after.base.text,
      beforePlace: before.basePlace,
      afterPlace: after.basePlace,
    });
  }
  for (const field of single) look(field, undefined, before[field], after[field]);
  for (const field of named) {
    const names = new Set([...before[field].keys(), ...after[field].keys()]);
    for (const name of names) look(field, name, before[field].get(name), after[field].get(name));
  }
  for (let at = 0; at < Math.max(before.onBuild.length, after.onBuild.length); at++) {
    look('onBuild', String(at + 1), before.onBuild[at], after.onBuild[at]);
  }
  return found;
}

type AnySetting = Setting<string> | Setting<readonly string[]>;

const nothing = { value: undefined, text: '', args: [], onBase: false, place: undefined } as const;
const perhaps = { ...nothing, value: null, text: '⟨base⟩', onBase: true } as const;

/** What a name that no instruction sets is worth: the base may set it. */
function absent({ base }: ImageConfiguration): AnySetting {
  return base.value === 'scratch' ? nothing : perhaps;
}

function judge(a: AnySetting, b: AnySetting, sameBase: boolean): ConfigurationDifference['kind'] | undefined {
  const sameText = a.text === b.text && (a.value === undefined) === (b.value === undefined);
  const sameArgs = a.args.join() === b.args.join();
  if (sameText) {
    // What both leave to their bases is said once, by the base.
    if (a.value === null && !a.place && !b.place) return undefined;
    return (a.onBase && !sameBase) || !sameArgs ? 'unknown' : undefined;
  }
  const known = a.value !== null && b.value !== null;
  if (sameBase) return known || sameArgs ? 'different' : 'unknown';
  return known ? 'different' : 'unknown';
}

function said(setting: AnySetting | undefined): string | undefined {
  if (!setting || setting.value === undefined || (setting.value === null && !setting.place)) return undefined;
  return setting.text;
}
