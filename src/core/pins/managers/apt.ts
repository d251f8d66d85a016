import type { PackageManager } from '../manager.ts';

export const apt: PackageManager = {
  name: 'apt',
  code: 'DL3008',
  named: /^([a-z0-9][a-z0-9+.-]+(?::[a-z0-9-]+)?)$/,
  joint: '=',
  settings: [{ flags: ['t', 'default-release', 'target-release'], variable: 'QUAYSIDE_RELEASE' }],
  variables: [],
  otherSources:
    /\/etc\/apt\/(?!apt\.conf)|(?:add-apt|apt-add)-repository|deb\.nodesource|packagecloud|script\.deb\.sh|packages-microsoft-prod|apt-config/,
  script: `apt-get -q update >&2
exec apt-cache \${QUAYSIDE_RELEASE:+-o "APT::Default-Release=$QUAYSIDE_RELEASE"} policy "$@"`,
  versionsIn(output) {
    const found = new Map<string, string>();
    let name = '';
    for (const line of output.split(/\r?\n/)) {
      const heading = /^(\S+):$/.exec(line);
      if (heading) name = heading[1] as string;
      const candidate = /^ +Candidate: (\S+)$/.exec(line)?.[1];
      if (candidate && candidate !== '(none)') found.set(name, candidate);
    }
    return found;
  },
};
