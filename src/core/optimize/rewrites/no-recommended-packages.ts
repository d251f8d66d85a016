import { fromFindings } from '../from-findings.ts';
import { defineRewrite } from '../rewrite.ts';

export const noRecommendedPackages = defineRewrite({
  id: 'no-recommended-packages',
  kind: 'packages',
  title: 'Install no recommended packages',
  safety: 'review',
  precondition: 'Nothing statically: a recommended package may be used.',
  evidence: '196.7 MB became 184.8 MB for an image with curl and git.',
  propose: (build) =>
    fromFindings(build, {
      codes: ['DL3015'],
      reason: 'apt installs what is only recommended along with what is asked for.',
      effect: 'Fewer packages: less to download, to scan and to patch.',
      question: 'Does the program use a package that came along as recommended?',
      nothing: 'No apt-get install takes recommended packages.',
      isReviewed: true,
    }),
});
