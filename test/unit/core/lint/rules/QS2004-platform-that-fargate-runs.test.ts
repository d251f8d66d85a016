import { ruleCases } from './cases.ts';

ruleCases('QS2004', [
  { name: 'what Fargate runs', text: 'FROM --platform=linux/arm64/v8 a:1 AS b\nFROM --platform=linux/amd64 b\n' },
  { name: 'Windows', text: 'FROM --platform=windows/amd64 a:1\n' },
  { name: 'what a variable stands for', text: 'FROM --platform=$BUILDPLATFORM a:1\n' },
  { name: 'a stage that is left behind', text: 'FROM --platform=linux/386 a:1 AS b\nFROM c:1\n' },
  { name: 'an architecture of 32 bits', text: 'FROM --platform=«linux/arm/v7» a:1\n' },
  { name: 'an architecture alone', text: 'FROM --platform=«s390x» a:1\n' },
  { name: 'another system', text: 'FROM --platform=«freebsd/amd64» a:1\n' },
  { name: 'the stage that it is built on', text: 'FROM --platform=«linux/386» a:1 AS b\nFROM b\n' },
]);
