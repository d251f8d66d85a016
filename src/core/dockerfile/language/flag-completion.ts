import type { Range } from '../../text.ts';
import type { Dockerfile } from '../model.ts';
import { type Completion, stageItems, type Typed, valueItem } from './completion-items.ts';
import {
  type FlagEntry,
  flagEntries,
  mountOptionMeanings,
  mountOptionSynonyms,
  mountTypes,
  switches,
} from './reference.ts';

/** Flags of the instruction, or what may stand in one behind its `=`. */
export function completeFlags(dockerfile: Dockerfile, at: Typed): Completion[] {
  const { before, keyword, offset, word } = at;
  const known = flagEntries[keyword] ?? {};
  const equals = word.indexOf('=');
  if (equals < 0) {
    const range = { start: offset - word.length, end: offset };
    const given = new Set(before.map((one) => /^--([^=]+)/.exec(one)?.[1]));
    return Object.entries(known)
      .filter(([name, { repeatable }]) => repeatable || !given.has(name))
      .map(([name, entry]) => flagItem(name, entry, range));
  }
  const name = word.slice(2, equals);
  const value = word.slice(equals + 1);
  if (name === 'from' && keyword === 'COPY') return stageItems(dockerfile, at.instruction, behind(offset, value));
  if (name === 'mount' && keyword === 'RUN') return completeMount(dockerfile, at, value);
  const entry = Object.hasOwn(known, name) ? known[name] : undefined;
  return (entry?.values ?? []).map((label) => valueItem(label, behind(offset, value)));
}

function flagItem(name: string, { says, syntax, values }: FlagEntry, range: Range): Completion {
  const isSwitch = values[0] === 'true';
  return {
    label: `--${name}`,
    kind: 'flag',
    insertText: isSwitch ? `--${name} ` : `--${name}=`,
    range,
    detail: syntax,
    documentation: says,
    again: !isSwitch,
  };
}

function completeMount(dockerfile: Dockerfile, { instruction, offset }: Typed, written: string): Completion[] {
  const fields = written.split(',');
  const field = fields.pop() ?? '';
  const equals = field.indexOf('=');
  if (equals >= 0) {
    const value = field.slice(equals + 1);
    const range = behind(offset, value);
    switch (field.slice(0, equals).toLowerCase()) {
      case 'type':
        return [...mountTypes].map(([type, { says }]) => ({ ...valueItem(type, range), documentation: says }));
      case 'from':
        return stageItems(dockerfile, instruction, range);
      case 'sharing':
        return ['shared', 'private', 'locked'].map((label) => valueItem(label, range));
      default:
        return [];
    }
  }
  const range = behind(offset, field);
  const given = new Set(
    fields.map((one) => {
      const key = one.split('=', 1)[0]?.toLowerCase() ?? '';
      return mountOptionSynonyms[key] ?? key;
    }),
  );
  const type = fields.map((one) => /^type=(.*)$/i.exec(one)?.[1]?.toLowerCase()).find(Boolean) ?? 'bind';
  const options = [...(given.has('type') ? [] : ['type']), ...(mountTypes.get(type)?.options ?? [])];
  return options
    .filter((option) => !given.has(option))
    .map((option) => {
      const isSwitch = switches.includes(option);
      return {
        label: option,
        kind: 'flag',
        insertText: isSwitch ? option : `${option}=`,
        range,
        documentation: mountOptionMeanings.get(option) ?? '',
        again: !isSwitch,
      };
    });
}

const behind = (offset: number, value: string): Range => ({ start: offset - value.length, end: offset });
