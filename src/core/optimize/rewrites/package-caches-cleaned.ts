import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

export const packageCachesCleaned = defineRewrite({
  id: 'package-caches-cleaned',
  kind: 'packages',
  title: 'Leave no cache of apk, yum, dnf, zypper or yarn behind',
  safety: 'both',
  precondition: 'Nothing installs from the cache in a later instruction.',
  evidence: 'Tens of megabytes a layer in repaired images of a large study.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3019', 'DL3032', 'DL3036', 'DL3040', 'DL3060'],
      reason: 'What a package manager has downloaded stays in the layer.',
      effect: 'Tens of megabytes less.',
      question: 'Does nothing install from the cache later?',
      nothing: 'No cache of these package managers is left behind.',
    }),
});
