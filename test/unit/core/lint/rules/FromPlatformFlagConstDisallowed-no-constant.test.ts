import { ruleCases } from './cases.ts';

ruleCases('FromPlatformFlagConstDisallowed', [
  { name: 'what DL3029 says', text: 'FROM --platform=linux/amd64 a:1\n' },
  { name: 'a variable', text: 'FROM --platform=$BUILDPLATFORM a:1\n', alone: true },
  {
    name: 'a stage that is named after it',
    text: 'FROM --platform=linux/aarch64 a:1 AS build-ARM64\nFROM --platform=linux/amd64 a:1 AS linux\n',
    alone: true,
  },
  { name: 'what is no platform', text: 'FROM --platform=x a:1\n', alone: true },
  {
    name: 'a platform',
    text: 'FROM «--platform=linux/amd64» a:1 AS b\nFROM «--platform=arm64» a:1\n',
    alone: true,
  },
]);
