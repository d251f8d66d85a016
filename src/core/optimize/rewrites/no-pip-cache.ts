import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

export const noPipCache = defineRewrite({
  id: 'no-pip-cache',
  kind: 'packages',
  title: 'Keep no cache of pip in the image',
  safety: 'safe',
  precondition: 'Nothing installs from the cache later, and PIP_NO_CACHE_DIR is not set.',
  evidence: 'The cache holds every wheel a second time.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3042'],
      reason: 'pip keeps what it downloads in the layer.',
      effect: 'The wheels are no longer there twice.',
      question: 'Does nothing install from the cache later?',
      nothing: 'No cache of pip is left behind.',
    }),
});
