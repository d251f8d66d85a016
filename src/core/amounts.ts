/** Numbers for a person, the same in the editor and in a terminal. */

/** 1536000 → `1.5 MB`, in powers of a thousand as registries count. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** `RUN npm ci (3 of 6 steps)`, `Sending (1.2 MB of 5.4 MB)`; a message that says its numbers itself stays as it is. */
export function progressText(event: {
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
  readonly unit?: string;
}): string {
  const { message, done, total, unit } = event;
  if (done === undefined || total === 0 || message.includes(`${done} of ${total}`)) return message;
  const amount = unit === 'bytes' ? bytes : String;
  const counted = total === undefined ? amount(done) : `${amount(done)} of ${amount(total)}`;
  return `${message} (${unit === undefined || unit === 'bytes' ? counted : `${counted} ${unit}`})`;
}
