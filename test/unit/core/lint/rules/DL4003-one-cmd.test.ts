import { ruleCases } from './cases.ts';

ruleCases('DL4003', [
  { name: 'one in each stage', text: 'FROM a:1\nCMD ["a"]\nFROM b:1\nCMD ["b"]\n' },
  {
    name: 'a second one',
    text: 'FROM a:1\nCMD ["a"]\nRUN x\n«CMD» \\\n  ["b"]\n',
    fixed: 'FROM a:1\nRUN x\nCMD \\\n  ["b"]\n',
    safety: 'review',
  },
  {
    name: 'one after another that two RUNs would meet without',
    text: 'FROM a:1\nRUN x\nCMD ["a"]\nRUN y\n«CMD» ["b"]\n',
  },
  {
    name: 'one after another with a comment that would silence the next',
    text: 'FROM a:1\n# hadolint ignore=DL3025\nCMD a\n«CMD» ["b"]\n',
  },
  { name: 'the body of ONBUILD', text: 'FROM a:1\nCMD ["a"]\nONBUILD CMD ["b"]\n' },
]);
