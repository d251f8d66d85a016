import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/**
 * One finding for what two tools have a name for: a finding goes where one of its rule's twins begins at
 * the same place, or names that place as related. Whoever silences one of the two means what is wrong there, so
 * the other is silent as well.
 * @param found all that the rules said, what is silent included
 * @returns what is to be shown
 */
export function withoutTwins(
  found: readonly Finding[],
  rules: readonly Rule[],
  { isSilent, silencesTwin }: Silence,
): Finding[] {
  const twins = new Map(rules.flatMap((rule) => (rule.twins ? [[rule.code, rule.twins] as const] : [])));
  if (!found.some(({ code }) => twins.has(code))) return found.filter((finding) => !isSilent(finding));
  const named = new Set([...twins.values()].flat());
  const places = new Map<string, Finding>();
  for (const finding of found) {
    if (!named.has(finding.code)) continue;
    for (const { range } of [...(finding.related ?? []), finding]) {
      places.set(`${finding.code} ${range.start}`, finding);
    }
  }
  const silent = new Set<Finding>();
  for (const finding of found) {
    const others = twins.get(finding.code)?.flatMap((twin) => places.get(`${twin} ${finding.range.start}`) ?? []) ?? [];
    if (others.length === 0) continue;
    if (silencesTwin(finding)) for (const other of others) silent.add(other);
    silent.add(finding);
  }
  return found.filter((finding) => !silent.has(finding) && !isSilent(finding));
}

export interface Silence {
  isSilent(finding: Finding): boolean;
  /** Whether a finding is silenced by its name, which then silences the same under its other name. */
  silencesTwin(finding: Finding): boolean;
}
