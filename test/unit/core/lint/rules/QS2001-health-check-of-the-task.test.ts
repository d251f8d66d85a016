import { ruleCases } from './cases.ts';

ruleCases('QS2001', [
  { name: 'none', text: 'FROM a:1\nCMD ["a"]\n' },
  { name: 'one that is taken back', text: 'FROM a:1\nHEALTHCHECK CMD ["b"]\nHEALTHCHECK NONE\n' },
  { name: 'one of a stage that is left behind', text: 'FROM a:1 AS b\nHEALTHCHECK CMD ["b"]\nFROM c:1\n' },
  { name: 'one of the image', text: 'FROM a:1\n«HEALTHCHECK» --interval=5s CMD ["b"]\n' },
  { name: 'one of the stage that it is built on', text: 'FROM a:1 AS b\n«HEALTHCHECK» CMD ["b"]\nFROM b\n' },
]);
