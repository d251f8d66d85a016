import { ruleCases } from './cases.ts';

ruleCases('DL3012', [
  { name: 'one in each stage', text: 'FROM a:1\nHEALTHCHECK NONE\nFROM b:1\nHEALTHCHECK CMD ["x"]\n' },
  {
    name: 'a second one',
    text: 'FROM a:1\r\nHEALTHCHECK --interval=5s \\\r\n  CMD ["a"]\r\n\r\n# better\r\n«healthcheck» CMD ["b"]\r\n',
    fixed: 'FROM a:1\r\n\r\n# better\r\nhealthcheck CMD ["b"]\r\n',
    safety: 'review',
  },
  {
    name: 'a second and a third one',
    text: 'FROM a:1\nHEALTHCHECK NONE\n«HEALTHCHECK» CMD ["b"]\n«HEALTHCHECK» NONE\n',
    fixed: 'FROM a:1\nHEALTHCHECK NONE\n',
    safety: 'review',
  },
  {
    name: 'one after another with a comment in it',
    text: 'FROM a:1\nHEALTHCHECK \\\n# note\n  NONE\n«HEALTHCHECK» NONE\n',
  },
]);
