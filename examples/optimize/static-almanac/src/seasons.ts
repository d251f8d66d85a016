const seasons = ['winter', 'spring', 'summer', 'autumn'] as const;

/** The season of the northern half, by whole months. */
export function seasonOf(day: Date): (typeof seasons)[number] {
  return seasons[Math.floor(((day.getMonth() + 1) % 12) / 3)] ?? 'winter';
}
