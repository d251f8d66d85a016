import type { Range } from '../../text.ts';

export interface MountField {
  /** Lower case. */
  readonly key: string;
  readonly keyRange: Range;
  readonly value: string;
  /** Absent where there is no equals sign. */
  readonly valueRange: Range | undefined;
}

/** The options of `--mount=…` with their places; what stands in quotes is left out, since it is no name. */
export function mountFields(text: string, { start, end }: Range): MountField[] {
  const fields: MountField[] = [];
  let at = start;
  for (const field of text.slice(start, end).split(',')) {
    const equals = field.indexOf('=');
    const keyEnd = at + (equals < 0 ? field.length : equals);
    const valueRange = equals < 0 ? undefined : { start: keyEnd + 1, end: at + field.length };
    if (!field.includes('"')) {
      const key = text.slice(at, keyEnd).toLowerCase();
      const value = valueRange ? text.slice(valueRange.start, valueRange.end) : '';
      fields.push({ key, keyRange: { start: at, end: keyEnd }, value, valueRange });
    }
    at += field.length + 1;
  }
  return fields;
}
