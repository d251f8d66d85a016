import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1006', [
  {
    name: 'the value that verifies',
    text: 'FROM a:1\nENV NODE_TLS_REJECT_UNAUTHORIZED=1\nARG NODE_TLS_REJECT_UNAUTHORIZED\nRUN NODE_TLS_REJECT_UNAUTHORIZED=1 b; echo NODE_TLS_REJECT_UNAUTHORIZED=0\n',
  },
  { name: 'what a variable stands for', text: 'FROM a:1\nARG V=0\nENV NODE_TLS_REJECT_UNAUTHORIZED=$V\n' },
  {
    name: 'an ENV, among others as well',
    text: 'FROM a:1\nENV A=1 «NODE_TLS_REJECT_UNAUTHORIZED="0"» \\\n  B=2\nENV «NODE_TLS_REJECT_UNAUTHORIZED 0»\n',
    fixed: 'FROM a:1\nENV A=1 NODE_TLS_REJECT_UNAUTHORIZED=1 \\\n  B=2\nENV NODE_TLS_REJECT_UNAUTHORIZED 1\n',
    safety,
  },
  {
    name: 'an ARG',
    text: 'FROM a:1\nARG «NODE_TLS_REJECT_UNAUTHORIZED=0»\n',
    fixed: 'FROM a:1\nARG NODE_TLS_REJECT_UNAUTHORIZED=1\n',
    safety,
  },
  {
    name: 'what one command is given',
    text: 'FROM a:1\nRUN «NODE_TLS_REJECT_UNAUTHORIZED=0» b && c\n',
    fixed: 'FROM a:1\nRUN NODE_TLS_REJECT_UNAUTHORIZED=1 b && c\n',
    safety,
  },
  {
    name: 'what is exported',
    text: "FROM a:1\nRUN export X=1 «NODE_TLS_REJECT_UNAUTHORIZED='0'» && b\n",
    fixed: 'FROM a:1\nRUN export X=1 NODE_TLS_REJECT_UNAUTHORIZED=1 && b\n',
    safety,
  },
]);
