import { ruleCases } from './cases.ts';

ruleCases('DL3064', [
  { name: 'harmless names', text: 'FROM a:1\nARG VERSION=password\nENV PATH=/secret A=token\n' },
  { name: 'a value in the old form', text: 'FROM a:1\nENV A password=1\n' },
  { name: 'an ARG, before FROM as well', text: 'ARG «NPM_TOKEN»\nFROM a:1\nARG «dbPassword»=x\n' },
  { name: 'an ENV', text: 'FROM a:1\nENV A=1 «"client_secret"»=x\nENV «API_KEY» x\n' },
  { name: 'names that do not tell by themselves', text: 'FROM a:1\nARG «docker_email»\nENV «AWS_ACCESS_KEY_ID»=x\n' },
  { name: 'several as one', text: 'FROM a:1\nENV «A_TOKEN»=1 \\\n  # note\n  B_TOKEN=2\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD ARG «PRIVATE_KEY»\n' },
]);
