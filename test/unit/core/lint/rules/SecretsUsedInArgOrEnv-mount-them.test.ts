import { ruleCases } from './cases.ts';

ruleCases('SecretsUsedInArgOrEnv', [
  { name: 'what DL3064 says', text: 'FROM a:1\nARG DB_PASSWORD\n' },
  { name: 'words that only contain one', text: 'FROM a:1\nENV MONKEY=1 KEYS=2 AUTHOR=x\n' },
  { name: 'what is public', text: 'FROM a:1\nENV PUBLIC_KEY=1 KEY_FILE=/x KEY_VERSION=2\n' },
  { name: 'an ARG before FROM', text: 'ARG AUTH\nFROM a:1\n' },
  { name: 'a name that hadolint does not know', text: 'FROM a:1\nARG «GITHUB_AUTH»\nENV A=1 «X_KEY»=2\n' },
  {
    name: 'a name',
    text: 'FROM a:1\nARG «DB_PASSWORD»=1\n',
    alone: true,
  },
]);
