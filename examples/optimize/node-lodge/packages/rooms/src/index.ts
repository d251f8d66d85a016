export interface Room {
  readonly number: number;
  readonly name: string;
  readonly beds: number;
}

const rooms: readonly Room[] = [
  { number: 1, name: 'Heron', beds: 2 },
  { number: 2, name: 'Otter', beds: 4 },
  { number: 3, name: 'Curlew', beds: 1 },
];

/** The rooms that sleep so many guests, the smallest first. */
export function roomsFor(guests: number): readonly Room[] {
  return rooms.filter(({ beds }) => beds >= guests).toSorted((one, other) => one.beds - other.beds);
}
