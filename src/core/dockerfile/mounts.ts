import type { Flag, ParseProblem } from './model.ts';

const types = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const sharing = ['shared', 'private', 'locked'];

/** Keys that may stand without a value. `z`, `Z` and `relabel` are Podman's; Docker has no use for them. */
const switches = ['readonly', 'ro', 'readwrite', 'rw', 'required', 'z'];
const keys = ['type', 'from', 'source', 'src', 'target', 'dst', 'destination', 'id', 'sharing', 'mode', 'uid', 'gid'];

export interface MountOption {
  /** Lower case. */
  readonly key: string;
  readonly value: string | undefined;
}

/** The options of `RUN --mount=…` in order; as in CSV, a field may stand in double quotes. */
export function mountOptions(value: string): MountOption[] {
  return csvFields(value).map((field) => {
    const equals = field.indexOf('=');
    if (equals < 0) return { key: field.toLowerCase(), value: undefined };
    return { key: field.slice(0, equals).toLowerCase(), value: field.slice(equals + 1) };
  });
}

/** What the builder would refuse in a mount. A value with a variable in it is known only while it builds. */
export function mountProblem(flag: Flag): ParseProblem | undefined {
  const options = mountOptions(flag.value ?? '');
  const wrong = (kind: string, message: string): ParseProblem => ({
    kind,
    message,
    range: flag.valueRange ?? flag.range,
  });
  let type = 'bind';
  const given = new Set<string>();
  for (const { key, value } of options) {
    given.add(key);
    if (value?.includes('$')) {
      if (key === 'type') return undefined;
      continue;
    }
    if (key === 'type') {
      type = (value ?? '').toLowerCase();
      if (!types.includes(type)) return wrong('unknown-mount-type', `A mount is ${types.join(', ')}, not ${type}.`);
    } else if (switches.includes(key)) {
      if (key === 'required' && type !== 'secret' && type !== 'ssh')
        return wrong('unknown-mount-option', unfit(key, type));
      if (value !== undefined && !/^(1|t|true|0|f|false)$/i.test(value)) {
        return wrong('invalid-mount-value', `The mount option ${key} is true or false, not ${value}.`);
      }
    } else if (key === 'relabel') {
    } else if (key === 'size') {
      if (type !== 'tmpfs') return wrong('unknown-mount-option', unfit(key, type));
    } else if (key === 'env' && type === 'secret') {
    } else if (!keys.includes(key)) {
      return wrong('unknown-mount-option', `A mount has no option ${key}.`);
    } else if (value === undefined) {
      return wrong('invalid-mount-value', `The mount option ${key} needs a value.`);
    } else if (key === 'sharing' && !sharing.includes(value.toLowerCase())) {
      return wrong('invalid-mount-value', `A mount is shared as ${sharing.join(', ')}, not ${value}.`);
    } else if ((key === 'uid' || key === 'gid') && !/^\d+$/.test(value)) {
      return wrong('invalid-mount-value', `The mount option ${key} is a number, not ${value}.`);
    } else if (key === 'mode' && !/^[0-7]+$/.test(value)) {
      return wrong('invalid-mount-value', `The mode of a mount is an octal number, not ${value}.`);
    }
  }
  return combinationProblem(type, given, wrong);
}

function combinationProblem(
  type: string,
  given: ReadonlySet<string>,
  wrong: (kind: string, message: string) => ParseProblem,
): ParseProblem | undefined {
  if (type === 'bind' || type === 'tmpfs') {
    const odd = ['mode', 'uid', 'gid'].find((key) => given.has(key));
    if (odd) return wrong('unknown-mount-option', unfit(odd, type));
  }
  if (given.has('sharing') && type !== 'cache') return wrong('unknown-mount-option', unfit('sharing', type));
  if (type !== 'secret') return undefined;
  if (given.has('from')) return wrong('unknown-mount-option', unfit('from', type));
  const hasSource = given.has('source') || given.has('src');
  const hasTarget = given.has('target') || given.has('dst') || given.has('destination');
  if (!hasSource && !hasTarget && !given.has('id')) {
    return wrong('incomplete-mount', 'A secret mount needs an id, a source or a target.');
  }
  if (hasSource && given.has('id'))
    return wrong('unknown-mount-option', 'A secret mount takes id or source, not both.');
  return undefined;
}

function unfit(key: string, type: string): string {
  return `The mount option ${key} does not go with type ${type}.`;
}

function csvFields(value: string): string[] {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (const c of value) {
    if (c === '"') quoted = !quoted;
    else if (c === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else field += c;
  }
  return [...fields, field];
}
