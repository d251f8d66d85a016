import { ruleCases } from './cases.ts';

ruleCases('JSONArgsRecommended', [
  { name: 'what DL3025 says', text: 'FROM a:1\nCMD x\n' },
  { name: 'what a comment lets pass', text: 'FROM a:1\n# hadolint ignore=DL3025\nCMD x\n' },
  { name: 'a JSON array', text: 'FROM a:1\nCMD ["x"]\nENTRYPOINT ["y"]\n', alone: true },
  {
    name: 'a shell that is named',
    text: 'FROM a:1\nSHELL ["/bin/bash", "-c"]\nCMD x\n',
    alone: true,
  },
  {
    name: 'a shell that the stage below names',
    text: 'FROM a:1 AS b\nSHELL ["/bin/bash", "-c"]\nFROM b\nCMD x\n',
    alone: true,
  },
  { name: 'a health check', text: 'FROM a:1\nHEALTHCHECK CMD x\n', alone: true },
  {
    name: 'a command',
    text: 'FROM a:1\nCMD «x y»\nENTRYPOINT \\\n  «z»\n',
    alone: true,
  },
  {
    name: 'a shell that is named too late',
    text: 'FROM a:1\nCMD «x»\nSHELL ["/bin/bash", "-c"]\n',
    alone: true,
  },
]);
