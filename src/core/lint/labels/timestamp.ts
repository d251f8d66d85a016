/** Whether a text is a time as in RFC 3339, such as `2024-05-01T12:30:00Z`, of a day that there is. */
export function isTimestamp(text: string): boolean {
  const [match, year, month, day, hour, minute, second] = timestamp.exec(text) ?? [];
  if (match === undefined) return false;
  // A minute may have a leap second.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return false;
  return Number(month) >= 1 && Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month));
}

const timestamp = /^\s*(?:-\s*)?(\d+)-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d*)?(?:[Zz]|[+-]\d\d:?\d\d)\s*$/;

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
