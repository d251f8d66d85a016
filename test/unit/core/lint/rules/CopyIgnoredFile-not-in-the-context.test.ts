import { ruleCases } from './cases.ts';

ruleCases('CopyIgnoredFile', [
  { name: 'what is not known', text: 'FROM a:1\nCOPY a b\n' },
  { name: 'what is sent', text: 'FROM a:1\nCOPY a/b c\nCOPY . .\n', ignoreFile: '# x\n*.env\nd\n' },
  { name: 'what an exception may take back in', text: 'FROM a:1\nCOPY a.env b\n', ignoreFile: '*.env\n!a.env\n' },
  {
    name: 'what comes from elsewhere',
    text: 'FROM a:1 AS b\nFROM b\nCOPY --from=b a.env c\nADD https://x/a.env c\nCOPY $A.env c\n',
    ignoreFile: '*.env\n',
  },
  {
    name: 'what is left out',
    text: 'FROM a:1\nCOPY «a.env» b\nADD «./x» /x/\nCOPY c «d/e/f» d/g /h/\n',
    ignoreFile: '*.env\nd\nx\n',
  },
  { name: 'everything', text: 'FROM a:1\nCOPY «.» /x\n', ignoreFile: '**\n' },
]);
