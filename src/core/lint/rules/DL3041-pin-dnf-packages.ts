import { unpinnedRpmPackages } from '../rpm-packages.ts';
import { defineRule } from '../rule.ts';

export const pinDnfPackages = defineRule({
  code: 'DL3041',
  severity: 'warning',
  fix: { none: 'which version suits has to be looked up', action: 'packages' },
  summary: 'Pin the versions of dnf packages, as in `httpd-2.4.57`: without them every build installs others',
  onbuild: true,
  ...unpinnedRpmPackages('dnf microdnf', 'group'),
});
