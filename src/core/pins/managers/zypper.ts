import { type PackageManager, unlessThere } from '../manager.ts';

export const zypper: PackageManager = {
  name: 'zypper',
  code: 'DL3037',
  named: /^([A-Za-z0-9][\w+.-]*)$/,
  joint: '=',
  settings: [],
  variables: [],
  otherSources: /zypp\/repos\.d|\b(?:addrepo|ar)\s/,
  script: `${unlessThere}
"$QUAYSIDE_TOOL" --non-interactive --gpg-auto-import-keys refresh >&2
exec "$QUAYSIDE_TOOL" --non-interactive info "$@"`,
  versionsIn(output) {
    const found = new Map<string, string>();
    let name = '';
    for (const line of output.split(/\r?\n/)) {
      const [, field, value] = /^(Name|Version) +: (\S+)$/.exec(line) ?? [];
      if (field === 'Name') name = value as string;
      else if (field === 'Version') found.set(name, value as string);
    }
    return found;
  },
};
