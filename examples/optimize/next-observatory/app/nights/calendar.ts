export interface Night {
  readonly weekday: string;
  readonly target: string;
}

const targets = ['the Moon', 'Saturn', 'the Ring Nebula', 'the Double Cluster'];

/** The evenings of a week on which the dome is open, every second one from Monday on. */
export function openNights(): readonly Night[] {
  return ['Monday', 'Wednesday', 'Friday', 'Sunday'].map((weekday, index) => ({
    weekday,
    target: targets[index % targets.length] ?? 'the sky',
  }));
}
