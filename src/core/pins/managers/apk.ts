import { compareVersions } from '../compare-versions.ts';
import type { PackageManager } from '../manager.ts';

export const apk: PackageManager = {
  name: 'apk',
  code: 'DL3018',
  named: /^([A-Za-z0-9][\w+.-]*)$/,
  joint: '=',
  settings: [{ flags: ['X', 'repository'], variable: 'QUAYSIDE_REPOSITORIES', separator: '\n' }],
  variables: [],
  otherSources: /\/etc\/apk\/repositories/,
  script: `[ -z "$QUAYSIDE_REPOSITORIES" ] || printf '%s\\n' "$QUAYSIDE_REPOSITORIES" >> /etc/apk/repositories
apk update >&2
exec apk policy "$@"`,
  /**
   * `apk policy` writes `NAME policy:`, then each version with the places that have it below. What only a tagged
   * repository has (`@edge …`) is not installed unless the tag is asked for.
   */
  versionsIn(output) {
    const found = new Map<string, string>();
    let name = '';
    let version = '';
    for (const line of output.split(/\r?\n/)) {
      const heading = /^(\S+) policy:$/.exec(line);
      const listed = /^ {2}(\d\S*):$/.exec(line);
      if (heading) name = heading[1] as string;
      else if (listed) version = listed[1] as string;
      else if (/^ {4}[^@\s]/.test(line)) {
        const known = found.get(name);
        if (known === undefined || compareVersions(version, known) > 0) found.set(name, version);
      }
    }
    return found;
  },
};
