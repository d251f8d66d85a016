import { answersIn, type PackageManager, unlessThere } from '../manager.ts';

export const pip: PackageManager = {
  name: 'pip',
  code: 'DL3013',
  named: /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?:\[[\w., -]*\])?$/,
  joint: '==',
  settings: [
    { flags: ['i', 'index-url'], variable: 'PIP_INDEX_URL' },
    { flags: ['extra-index-url'], variable: 'PIP_EXTRA_INDEX_URL', separator: ' ' },
    { flags: ['f', 'find-links'], variable: 'PIP_FIND_LINKS', separator: ' ' },
    { flags: ['trusted-host'], variable: 'PIP_TRUSTED_HOST', separator: ' ' },
    { flags: ['no-index'], variable: 'PIP_NO_INDEX', value: '1' },
    { flags: ['pre'], variable: 'PIP_PRE', value: '1' },
  ],
  variables: [
    ...['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_FIND_LINKS', 'PIP_TRUSTED_HOST', 'PIP_NO_INDEX', 'PIP_PRE'],
    'PIP_CONFIG_FILE',
  ],
  otherSources: /pip\.conf|pip3?\s+config\s+set/,
  // Versions that the Python of the image cannot have are left out by pip itself.
  script: `${unlessThere}
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_RETRIES=2
for name do
  echo "= $name"
  case $QUAYSIDE_TOOL in
    (python*) "$QUAYSIDE_TOOL" -m pip index versions "$name" ;;
    (*) "$QUAYSIDE_TOOL" index versions "$name" ;;
  esac
done`,
  versionsIn(output) {
    const found = new Map<string, string>();
    for (const { name, lines } of answersIn(output)) {
      const version = lines.map((line) => /^\S+ \((\S+)\)$/.exec(line)?.[1]).find((one) => one !== undefined);
      if (version) found.set(name, version);
    }
    return found;
  },
};
