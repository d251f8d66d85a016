import { ruleCases } from './cases.ts';

ruleCases('DL3037', [
  { name: 'versions', text: 'FROM a:1\nRUN zypper -n in x=1 \'y>=2\' "z<3" w\\>4\n' },
  { name: 'a file', text: 'FROM a:1\nRUN zypper -n install ./x.rpm\n' },
  { name: 'what removes', text: 'FROM a:1\nRUN zypper -n rm x\n' },
  { name: 'a package without a version', text: 'FROM a:1\nRUN zypper -n in y=1 «x» z\n' },
  { name: 'a version that the shell takes for a file', text: 'FROM a:1\nRUN zypper -n install «x»>=1\n' },
  { name: 'a package in ONBUILD', text: 'FROM a:1\nONBUILD RUN zypper in -y «x»\n' },
]);
