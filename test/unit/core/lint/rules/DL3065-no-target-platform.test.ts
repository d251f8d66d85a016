import { ruleCases } from './cases.ts';

ruleCases('DL3065', [
  { name: 'other platforms', text: 'FROM --platform=$BUILDPLATFORM a:1\nFROM --platform=${TARGETPLATFORM:-x} a:1\n' },
  { name: 'the target platform', text: 'FROM «--platform=$TARGETPLATFORM» a:1\n', fixed: 'FROM a:1\n' },
  {
    name: 'the target platform in braces',
    text: 'ARG TARGETPLATFORM\nfrom «--platform=${TARGETPLATFORM}» \\\n  a:1\n',
    fixed: 'ARG TARGETPLATFORM\nfrom \\\n  a:1\n',
  },
  {
    name: 'a platform that the file sets',
    text: 'ARG TARGETPLATFORM=linux/amd64\nFROM «--platform=$TARGETPLATFORM» a:1\n',
    fixed: 'ARG TARGETPLATFORM=linux/amd64\nFROM a:1\n',
    safety: 'review',
  },
]);
