import type { Instruction } from '../../dockerfile/model.ts';
import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

/** Whether a place is in a RUN whose cache lies in a mount. */
function hasCache({ keyword, range, flags }: Instruction, at: number): boolean {
  if (keyword !== 'RUN' || at < range.start || range.end <= at) return false;
  return flags.some(
    ({ name, value }) =>
      name === 'mount' && /type=cache/.test(value ?? '') && /cache\/?($|,)|pip|\/root\/?($|,)/.test(value ?? ''),
  );
}

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
      isWanted: ({ range }) => !build.dockerfile.instructions.some((run) => hasCache(run, range.start)),
      unwanted: 'The cache of pip is a mount, and not in the image.',
    }),
});
