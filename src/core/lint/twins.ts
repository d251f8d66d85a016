import type { Finding } from './finding.ts';
import type { Rule } from './rule.ts';

/**
 * One finding for what two tools have a name for: a finding goes where one of its rule's twins begins at
 * the same place, or names that place as related.
 */
export function withoutTwins(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  const twins = new Map(rules.flatMap((rule) => (rule.twins ? [[rule.code, rule.twins] as const] : [])));
  if (!findings.some(({ code }) => twins.has(code))) return findings;
  const places = new Set<string>();
  for (const { code, range, related } of findings) {
    places.add(`${code} ${range.start}`);
    for (const other of related ?? []) places.add(`${code} ${other.range.start}`);
  }
  return findings.filter(({ code, range }) => !twins.get(code)?.some((twin) => places.has(`${twin} ${range.start}`)));
}
