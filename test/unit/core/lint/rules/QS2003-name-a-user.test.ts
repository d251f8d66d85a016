import { ruleCases } from './cases.ts';

const configuration = { override: { info: ['QS2003'] } };

ruleCases('QS2003', [
  { name: 'anything unless it is asked', text: 'FROM a:1\nCMD ["a"]\n' },
  { name: 'a user, whoever it is', text: 'FROM a:1\nUSER root\n', configuration },
  { name: 'the user of the stage that it is built on', text: 'FROM a:1 AS b\nUSER 1\nFROM b\n', configuration },
  { name: 'images that have one', text: 'FROM gcr.io/distroless/static:nonroot\n', configuration },
  { name: 'a last stage without one', text: 'FROM a:1\nUSER 1\nFROM «b:1» AS c\nCMD ["a"]\n', configuration },
]);
