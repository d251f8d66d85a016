import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1005', [
  {
    name: 'the value that verifies',
    text: 'FROM a:1\nENV PYTHONHTTPSVERIFY=1\nARG PYTHONHTTPSVERIFY\nRUN PYTHONHTTPSVERIFY=1 b; echo PYTHONHTTPSVERIFY=0\n',
  },
  { name: 'what a variable stands for', text: 'FROM a:1\nARG V=0\nENV PYTHONHTTPSVERIFY=$V\n' },
  {
    name: 'an ENV, among others as well',
    text: 'FROM a:1\nENV A=1 «PYTHONHTTPSVERIFY="0"» \\\n  B=2\nENV «PYTHONHTTPSVERIFY 0»\n',
    fixed: 'FROM a:1\nENV A=1 PYTHONHTTPSVERIFY=1 \\\n  B=2\nENV PYTHONHTTPSVERIFY 1\n',
    safety,
  },
  {
    name: 'an ARG',
    text: 'FROM a:1\nARG «PYTHONHTTPSVERIFY=0»\n',
    fixed: 'FROM a:1\nARG PYTHONHTTPSVERIFY=1\n',
    safety,
  },
  {
    name: 'what one command is given',
    text: 'FROM a:1\nRUN «PYTHONHTTPSVERIFY=0» b && c\n',
    fixed: 'FROM a:1\nRUN PYTHONHTTPSVERIFY=1 b && c\n',
    safety,
  },
  {
    name: 'what is exported',
    text: "FROM a:1\nRUN export X=1 «PYTHONHTTPSVERIFY='0'» && b\n",
    fixed: 'FROM a:1\nRUN export X=1 PYTHONHTTPSVERIFY=1 && b\n',
    safety,
  },
]);
