import { ruleCases } from './cases.ts';

ruleCases('DL3029', [
  {
    name: 'a platform of the build',
    text: 'FROM --platform=$BUILDPLATFORM a:1\nFROM --platform="${TARGETPLATFORM:-x}" a:1\nFROM a:1\n',
  },
  {
    name: 'a fixed platform',
    text: 'FROM «--platform=linux/amd64» a:1 AS b\n',
    fixed: 'FROM a:1 AS b\n',
    safety: 'review',
  },
  { name: 'another variable', text: 'FROM «--platform=$P»  a:1\n', fixed: 'FROM a:1\n', safety: 'review' },
  {
    name: 'a platform on a line of its own',
    text: 'FROM \\\r\n  «--platform=linux/arm64» \\\r\n  # small\r\n  a:1\r\n',
    fixed: 'FROM \\\r\n  \\\r\n  # small\r\n  a:1\r\n',
    safety: 'review',
  },

  {
    name: 'what tells a stage from the last one',
    text: 'FROM «--platform=linux/amd64» a:1\nFROM «--platform=linux/arm64» a:1\n',
  },
]);
