import { ruleCases } from './cases.ts';

ruleCases('FromPlatformFlagConstDisallowed', [
  { name: 'what DL3029 says', text: 'FROM --platform=linux/amd64 a:1\n' },
  { name: 'a variable', text: 'FROM --platform=$BUILDPLATFORM a:1\n', configuration: { ignored: ['DL3029'] } },
  {
    name: 'a stage that is named after it',
    text: 'FROM --platform=linux/aarch64 a:1 AS build-ARM64\nFROM --platform=linux/amd64 a:1 AS linux\n',
    configuration: { ignored: ['DL3029'] },
  },
  { name: 'what is no platform', text: 'FROM --platform=x a:1\n', configuration: { ignored: ['DL3029'] } },
  {
    name: 'a platform where DL3029 is off',
    text: 'FROM «--platform=linux/amd64» a:1 AS b\nFROM «--platform=arm64» a:1\n',
    configuration: { ignored: ['DL3029'] },
  },
]);
