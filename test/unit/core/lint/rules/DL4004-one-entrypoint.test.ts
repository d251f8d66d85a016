import { ruleCases } from './cases.ts';

ruleCases('DL4004', [
  { name: 'one in each stage', text: 'FROM a:1\nENTRYPOINT ["a"]\nFROM b:1\nENTRYPOINT ["b"]\n' },
  {
    name: 'a second one',
    text: 'FROM a:1\nENTRYPOINT ["a"]\nRUN x\n«ENTRYPOINT» \\\n  ["b"]\n',
    fixed: 'FROM a:1\nRUN x\nENTRYPOINT \\\n  ["b"]\n',
    safety: 'review',
  },
  {
    name: 'one after another that two RUNs would meet without',
    text: 'FROM a:1\nRUN x\nENTRYPOINT ["a"]\nRUN y\n«ENTRYPOINT» ["b"]\n',
  },
  {
    name: 'one after another with a comment that would silence the next',
    text: 'FROM a:1\n# hadolint ignore=DL3025\nENTRYPOINT a\n«ENTRYPOINT» ["b"]\n',
  },
  { name: 'the body of ONBUILD', text: 'FROM a:1\nENTRYPOINT ["a"]\nONBUILD ENTRYPOINT ["b"]\n' },
]);
