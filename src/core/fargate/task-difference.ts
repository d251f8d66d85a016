/**
 * What sets a wanted task definition apart from a registered one. Registering always makes a new
 * revision, so an unchanged one must be recognised: what AWS adds by itself is left out of account.
 */
import { cpuUnits, memoryMiB } from './sizes.ts';

/** Paths such as `app.image` with both values, for a person; empty when nothing differs. */
export function taskDifferences(wanted: object, registered: object): string[] {
  const before = flat(registered);
  const after = flat(wanted);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort()
    .map((path) => `${path}: ${before.get(path) ?? 'none'} → ${after.get(path) ?? 'none'}`);
}

/** Keys that a description has and a registration has not, and those kept apart from the definition. */
const describedOnly = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
  'tags',
]);

type Field = readonly [key: string, value: unknown, siblings: Record<string, unknown>];

/** What AWS fills in where nothing was said. */
function isUsual([key, value, siblings]: Field): boolean {
  if (key === 'cpu') return value === 0;
  if (key === 'hostPort') return value === 0 || value === siblings.containerPort;
  if (key === 'protocol') return value === 'tcp';
  if (key === 'essential') return value === true;
  return value === false || value === '' || value === null || value === undefined;
}

function flat(definition: object): Map<string, string> {
  const found = new Map<string, string>();
  const siblings = definition as Record<string, unknown>;
  for (const [key, value] of Object.entries(definition)) {
    if (describedOnly.has(key) || isUsual([key, value, siblings])) continue;
    if (key === 'cpu') found.set(key, String(cpuUnits(value) ?? value));
    else if (key === 'memory') found.set(key, String(memoryMiB(value) ?? value));
    else spread(key === 'containerDefinitions' ? '' : key, value, found);
  }
  return found;
}

function spread(path: string, value: unknown, found: Map<string, string>): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const name = isGroup(item) && typeof item.name === 'string' ? item.name : undefined;
      if (name === undefined) spread(`${path}[${index}]`, item, found);
      else spread(path ? `${path}.${name}` : name, withoutName(item), found);
    }
  } else if (isGroup(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (!isUsual([key, inner, value])) spread(`${path}.${key}`, inner, found);
    }
  } else {
    found.set(path, value === '' ? '""' : String(value));
  }
}

function withoutName({ name: _, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
