import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1012', [
  { name: 'the value that verifies', text: 'FROM a:1\nENV NPM_CONFIG_STRICT_SSL=true NPM_CONFIG_STRICT=false\n' },
  {
    name: 'an ENV, in small letters too',
    text: 'FROM a:1\nENV «npm_config_strict_ssl=false»\nENV «YARN_ENABLE_STRICT_SSL=0»\n',
    fixed: 'FROM a:1\nENV npm_config_strict_ssl=true\nENV YARN_ENABLE_STRICT_SSL=true\n',
    safety,
  },
  {
    name: 'what one command is given',
    text: 'FROM a:1\nRUN «NPM_CONFIG_STRICT_SSL=false» npm ci\n',
    fixed: 'FROM a:1\nRUN NPM_CONFIG_STRICT_SSL=true npm ci\n',
    safety,
  },
]);
