import { compareVersions } from '../compare-versions.ts';
import { type PackageManager, unlessThere } from '../manager.ts';

/** The newest of each, by the long names that these programs print: `bash-0:5.1.8-9.el9.x86_64`. */
function versionsIn(output: string): ReadonlyMap<string, string> {
  const newest = new Map<string, string>();
  for (const line of output.split(/\r?\n/)) {
    const full = /^(\S+)-((?:\d+:)?[^-\s:]+-[^-\s]+)\.\w+$/.exec(line);
    if (!full) continue;
    const [, name, version] = full as unknown as [string, string, string];
    const known = newest.get(name);
    if (known === undefined || compareVersions(version, known) > 0) newest.set(name, version);
  }
  // Nobody writes the epoch, and the names of files have none.
  return new Map([...newest].map(([name, version]) => [name, version.replace(/^\d+:/, '')]));
}

const common = {
  named: /^([A-Za-z0-9][\w+.-]*)$/,
  joint: '-',
  settings: [
    { flags: ['enablerepo', 'repo', 'repoid'], variable: 'QUAYSIDE_REPOSITORIES', separator: ',' },
    { flags: ['disablerepo'], variable: 'QUAYSIDE_WITHOUT', separator: ',' },
  ],
  variables: [],
  otherSources:
    /yum\.repos\.d|config-manager|epel-release|-release[\w.-]*\.rpm|rpm\.nodesource|script\.rpm\.sh|\bcopr\b|\bmodule\s+(?:-\S+\s+)*(?:enable|install|reset|switch-to)/,
  script: `${unlessThere}
exec "$QUAYSIDE_TOOL" \${QUAYSIDE_WITHOUT:+"--disablerepo=$QUAYSIDE_WITHOUT"} \\
  \${QUAYSIDE_REPOSITORIES:+"--enablerepo=$QUAYSIDE_REPOSITORIES"} repoquery "$@"`,
  versionsIn,
} satisfies Omit<PackageManager, 'name' | 'code'>;

export const dnf: PackageManager = { name: 'dnf', code: 'DL3041', ...common };
export const yum: PackageManager = { name: 'yum', code: 'DL3033', ...common };
