import { unpinnedRpmPackages } from '../rpm-packages.ts';
import { defineRule } from '../rule.ts';

export const pinYumPackages = defineRule({
  code: 'DL3033',
  severity: 'warning',
  fix: { none: 'which version suits has to be looked up', action: 'packages' },
  summary: 'Pin the versions of yum packages, as in `httpd-2.4.6`: without them every build installs others',
  onbuild: true,
  ...unpinnedRpmPackages('yum'),
});
