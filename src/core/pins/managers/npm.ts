import { answersIn, type PackageManager, unlessThere } from '../manager.ts';

export const npm: PackageManager = {
  name: 'npm',
  code: 'DL3016',
  named: /^((?:@[\w.-]+\/)?[A-Za-z0-9_][\w.-]*)$/,
  joint: '@',
  settings: [{ flags: ['registry'], variable: 'NPM_CONFIG_REGISTRY' }],
  variables: ['NPM_CONFIG_REGISTRY', 'npm_config_registry'],
  otherSources: /npmrc|npm\s+(?:config\s+)?set\s/,
  script: `${unlessThere}
export NPM_CONFIG_LOGLEVEL=error NPM_CONFIG_UPDATE_NOTIFIER=false
export NPM_CONFIG_FETCH_RETRY_MINTIMEOUT=1000 NPM_CONFIG_FETCH_RETRY_MAXTIMEOUT=3000
for name do
  echo "= $name"
  "$QUAYSIDE_TOOL" view "$name" version
done`,
  versionsIn(output) {
    const found = new Map<string, string>();
    for (const { name, lines } of answersIn(output)) {
      const version = lines.find((line) => /^\d+\.\d+\.\d+\S*$/.test(line));
      if (version) found.set(name, version);
    }
    return found;
  },
};
