import { answersIn, type PackageManager, unlessThere } from '../manager.ts';

export const gem: PackageManager = {
  name: 'gem',
  code: 'DL3028',
  named: /^([A-Za-z0-9_][\w.-]*)$/,
  joint: ':',
  settings: [{ flags: ['s', 'source'], variable: 'QUAYSIDE_SOURCE' }],
  variables: [],
  otherSources: /gemrc|gem\s+sources?\s+.*(?:--add|-a)\b/,
  script: `${unlessThere}
for name do
  echo "= $name"
  "$QUAYSIDE_TOOL" install --explain \${QUAYSIDE_SOURCE:+--source "$QUAYSIDE_SOURCE"} "$name"
done`,
  /** What would be installed, the gem itself and what it needs: `  nokogiri-1.16.7-x86_64-linux`. */
  versionsIn(output) {
    const found = new Map<string, string>();
    for (const { name, lines } of answersIn(output)) {
      for (const line of lines) {
        const full = line.trim();
        if (!full.startsWith(`${name}-`)) continue;
        const version = /^(\d[\w.]*)(?:-\S+)?$/.exec(full.slice(name.length + 1))?.[1];
        if (version) found.set(name, version);
      }
    }
    return found;
  },
};
