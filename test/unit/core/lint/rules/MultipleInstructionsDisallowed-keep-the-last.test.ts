import { ruleCases } from './cases.ts';

ruleCases('MultipleInstructionsDisallowed', [
  { name: 'what DL4003 says', text: 'FROM a:1\nCMD ["a"]\nCMD ["b"]\n' },
  {
    name: 'one of each',
    text: 'FROM a:1\nCMD ["a"]\nENTRYPOINT ["a"]\nHEALTHCHECK NONE\n',
    alone: true,
  },
  {
    name: 'one a stage',
    text: 'FROM a:1 AS b\nCMD ["a"]\nFROM b\nCMD ["b"]\n',
    alone: true,
  },
  {
    name: 'all but the last',
    text: 'FROM a:1\n«CMD» ["a"]\n«HEALTHCHECK» NONE\n«CMD» ["b"]\nHEALTHCHECK CMD x\nCMD ["c"]\n',
    alone: true,
  },
]);
