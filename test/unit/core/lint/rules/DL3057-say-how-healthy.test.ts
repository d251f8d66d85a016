import { ruleCases } from './cases.ts';

ruleCases('DL3057', [
  { name: 'a stage without one, as long as the configuration does not ask', text: 'FROM a:1\n' },
  {
    name: 'a stage that has one',
    text: 'FROM a:1\nHEALTHCHECK NONE\n',
    configuration: { override: { info: ['DL3057'] } },
  },
  {
    name: 'a stage that is built on one that has',
    text: 'FROM a:1 AS a\nHEALTHCHECK CMD x\nFROM a AS b\nFROM b\n',
    configuration: { override: { info: ['DL3057'] } },
  },
  {
    name: 'a stage that one which has is built on',
    text: 'FROM a:1 AS a\nFROM a AS b\nFROM b\nHEALTHCHECK CMD x\n',
    configuration: { override: { info: ['DL3057'] } },
  },
  {
    name: 'a stage of the same image as one that has',
    text: 'FROM a:1\nHEALTHCHECK CMD x\nFROM a:2\n',
    configuration: { override: { info: ['DL3057'] } },
  },
  {
    name: 'a stage without one',
    text: 'FROM a:1 AS a\nHEALTHCHECK CMD x\nFROM --platform=x «b:1» AS b\n',
    configuration: { override: { info: ['DL3057'] } },
  },
  {
    name: 'one that is put off',
    text: 'FROM «a:1»\nONBUILD HEALTHCHECK CMD x\n',
    configuration: { override: { info: ['DL3057'] } },
  },
]);
