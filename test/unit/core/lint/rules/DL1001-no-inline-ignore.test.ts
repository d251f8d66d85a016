import { ruleCases } from './cases.ts';

ruleCases('DL1001', [
  {
    name: 'a comment, as long as the configuration does not ask',
    text: 'FROM a:1\n# hadolint ignore=DL3002\nUSER root\n',
  },
  {
    name: 'other comments',
    text: '# hadolint global ignore=DL3002\n# hadolint stage ignore=DL3006\n# note\nFROM a\n',
    configuration: { override: { info: ['DL1001'] } },
  },
  {
    name: 'a comment that names no rule',
    text: 'FROM a:1\n# hadolint ignore=foo\nUSER root\n',
    configuration: { override: { info: ['DL1001'] } },
  },
  {
    name: 'a comment for one instruction',
    text: 'FROM a:1\r\n  «# hadolint ignore = DL3002,DL3066 # why»\r\nUSER root\r\n',
    configuration: { override: { info: ['DL1001'] } },
  },
  {
    name: 'a comment below another that silences it',
    text: 'FROM a:1\n«# hadolint ignore=DL1001»\n# hadolint ignore=DL3002\nUSER root\n',
    configuration: { override: { info: ['DL1001'] } },
  },
]);
