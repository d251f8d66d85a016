interface Unit {
  readonly measure: 'length' | 'mass' | 'volume';
  /** How many metres, kilograms or litres one of it is. */
  readonly factor: number;
}

const units: Readonly<Record<string, Unit>> = {
  metre: { measure: 'length', factor: 1 },
  kilometre: { measure: 'length', factor: 1000 },
  mile: { measure: 'length', factor: 1609.344 },
  fathom: { measure: 'length', factor: 1.8288 },
  kilogram: { measure: 'mass', factor: 1 },
  pound: { measure: 'mass', factor: 0.45359237 },
  stone: { measure: 'mass', factor: 6.35029318 },
  litre: { measure: 'volume', factor: 1 },
  pint: { measure: 'volume', factor: 0.56826125 },
};

export type Conversion =
  { readonly kind: 'converted'; readonly amount: number } | { readonly kind: 'refused'; readonly reason: string };

export function unitNames(): readonly string[] {
  return Object.keys(units);
}

export function convert(amount: number, from: string, to: string): Conversion {
  const source = units[from];
  const target = units[to];
  if (!source || !target) return { kind: 'refused', reason: `No such unit: ${source ? to : from}.` };
  if (!Number.isFinite(amount)) return { kind: 'refused', reason: 'The amount is not a number.' };
  if (source.measure !== target.measure) {
    return { kind: 'refused', reason: `A ${source.measure} is no ${target.measure}.` };
  }
  return { kind: 'converted', amount: Math.round(((amount * source.factor) / target.factor) * 1e6) / 1e6 };
}
