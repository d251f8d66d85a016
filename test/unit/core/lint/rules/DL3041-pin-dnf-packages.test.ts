import { ruleCases } from './cases.ts';

ruleCases('DL3041', [
  { name: 'versions', text: 'FROM a:1\nRUN dnf -y install x-1.2-3.fc42 lib-c++-2:3.4\n' },
  { name: 'a stream of a module', text: 'FROM a:1\nRUN microdnf -y module install nodejs:18\n' },
  { name: 'a group', text: 'FROM a:1\nRUN dnf group install -y "Development Tools"\n' },
  { name: 'a version in an ARG of another stage', text: 'FROM a:1\nARG V\nFROM b:1\nRUN dnf install -y x-${V}\n' },
  { name: 'an upgrade', text: 'FROM a:1\nRUN dnf -y upgrade x\n' },
  { name: 'a package without a version', text: 'FROM a:1\nRUN microdnf install -y y-1 «x» z\n' },
  { name: 'a name of two words', text: 'FROM a:1\nRUN dnf install -y «rpm-sign»\n' },
  { name: 'a module without a stream', text: 'FROM a:1\nRUN dnf -y module install «nodejs»\n' },
  { name: 'a version that nothing gives', text: 'FROM a:1\nRUN dnf install -y «x-${V}»\n' },
  { name: 'a package in ONBUILD', text: 'FROM a:1\nONBUILD RUN dnf install -y «x»\n' },
]);
