import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

export const copyNotAdd = defineRewrite({
  id: 'copy-not-add',
  kind: 'instructions',
  title: 'COPY files instead of adding them',
  safety: 'both',
  precondition: 'A local file or folder that is no archive; no address, no --checksum, no --keep-git-dir.',
  evidence: 'ADD unpacks an archive by its contents, whatever it is called.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3020'],
      reason: 'ADD may unpack or download; COPY does what it says.',
      effect: 'No surprise when a file turns out to be an archive.',
      question: 'Is none of it an archive that is meant to be unpacked?',
      nothing: 'Nothing that COPY could do is added.',
    }),
});
