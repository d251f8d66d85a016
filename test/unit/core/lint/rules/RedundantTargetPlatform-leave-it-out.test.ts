import { ruleCases } from './cases.ts';

ruleCases('RedundantTargetPlatform', [
  { name: 'what DL3065 says', text: 'FROM --platform=$TARGETPLATFORM a:1\n' },
  { name: 'another platform', text: 'FROM --platform=$BUILDPLATFORM a:1\nFROM --platform=$TARGETOS/$TARGETARCH a:1\n' },
  {
    name: 'the target platform with a default',
    text: 'FROM «--platform=${TARGETPLATFORM:-linux/arm64}» a:1\n',
    fixed: 'FROM a:1\n',
  },
  {
    name: 'the target platform',
    text: 'FROM «--platform=$TARGETPLATFORM»  a:1\n',
    fixed: 'FROM a:1\n',
    alone: true,
  },
  {
    name: 'the target platform with a value of its own',
    text: 'ARG TARGETPLATFORM=linux/arm64\nFROM «--platform=${TARGETPLATFORM:-x}» a:1\n',
    fixed: 'ARG TARGETPLATFORM=linux/arm64\nFROM a:1\n',
    safety: 'review',
  },
]);
