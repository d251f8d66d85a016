import { ruleCases } from './cases.ts';

ruleCases('MultipleInstructionsDisallowed', [
  { name: 'what DL4003 says', text: 'FROM a:1\nCMD ["a"]\nCMD ["b"]\n' },
  {
    name: 'one of each',
    text: 'FROM a:1\nCMD ["a"]\nENTRYPOINT ["a"]\nHEALTHCHECK NONE\n',
    configuration: { ignored: ['DL3012', 'DL4003', 'DL4004'] },
  },
  {
    name: 'one a stage',
    text: 'FROM a:1 AS b\nCMD ["a"]\nFROM b\nCMD ["b"]\n',
    configuration: { ignored: ['DL3012', 'DL4003', 'DL4004'] },
  },
  {
    name: 'all but the last',
    text: 'FROM a:1\n«CMD» ["a"]\n«HEALTHCHECK» NONE\n«CMD» ["b"]\nHEALTHCHECK CMD x\nCMD ["c"]\n',
    configuration: { ignored: ['DL3012', 'DL4003', 'DL4004'] },
  },
]);
