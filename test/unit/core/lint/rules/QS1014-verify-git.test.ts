import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1014', [
  { name: 'git that verifies', text: 'FROM a:1\nARG GIT_SSL_NO_VERIFY\nRUN git config --global http.sslVerify true\n' },
  {
    name: 'an ENV, whatever its value',
    text: 'FROM a:1\nENV A=1 «GIT_SSL_NO_VERIFY=false»\n',
    fixed: 'FROM a:1\nENV A=1\n',
    safety,
  },
  {
    name: 'an ENV that says nothing else',
    text: 'FROM a:1\nENV «GIT_SSL_NO_VERIFY=1»\nUSER 1\n',
    fixed: 'FROM a:1\nUSER 1\n',
    safety,
  },
  {
    name: 'an ARG that is used elsewhere, which is left as it is',
    text: 'FROM a:1\nARG «GIT_SSL_NO_VERIFY=1»\nENV A=$GIT_SSL_NO_VERIFY\n',
  },
  {
    name: 'what one command is given',
    text: 'FROM a:1\nRUN «GIT_SSL_NO_VERIFY=true» git clone https://b\n',
    fixed: 'FROM a:1\nRUN git clone https://b\n',
    safety,
  },
  { name: 'what is exported alone, which is left as it is', text: 'FROM a:1\nRUN export «GIT_SSL_NO_VERIFY=1» && b\n' },
  {
    name: 'a setting, for one host as well',
    text: 'FROM a:1\nRUN git config --global «http.https://b.example.sslVerify false»\n',
    fixed: 'FROM a:1\nRUN git config --global http.https://b.example.sslVerify true\n',
    safety,
  },
  {
    name: 'a setting of one command',
    text: 'FROM a:1\nRUN git «-c» http.sslVerify=0 clone https://b\n',
    fixed: 'FROM a:1\nRUN git clone https://b\n',
    safety,
  },
]);
