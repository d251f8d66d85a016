import { ruleCases } from './cases.ts';

ruleCases('DL3033', [
  { name: 'versions', text: 'FROM a:1\nRUN yum -y install x-1.2 lib-c++-2:3.4~rc1-5.el9\n' },
  { name: 'a file with a version', text: 'FROM a:1\nRUN yum -y install /tmp/x-tool.rpm\n' },
  { name: 'a stream of a module', text: 'FROM a:1\nRUN yum module -y install nodejs:18\n' },
  { name: 'a version in ENV', text: 'FROM a:1\nENV A=1 V=2\nRUN yum -y install x-$V\n' },
  { name: 'a version in an ARG before FROM', text: 'ARG V=2\nFROM a:1\nRUN yum -y install "x-${V}"\n' },
  {
    name: 'a version in ENV of the stage below',
    text: 'FROM a:1 AS base\nENV V=2\nFROM base\nRUN yum -y install x-${V}\n',
  },
  { name: 'a package without a version', text: 'FROM a:1\nRUN yum -y install «x» && y\n' },
  { name: 'a name of two words', text: 'FROM a:1\nRUN yum -y install x-1 «rpm-sign» z\n' },
  { name: 'a file without a dash', text: 'FROM a:1\nRUN yum -y install «x.rpm»\n' },
  { name: 'a module without a stream', text: 'FROM a:1\nRUN yum module install -y «nodejs»\n' },
  {
    name: 'a version in ENV of another stage',
    text: 'FROM a:1 AS base\nENV V=2\nFROM a:1\nRUN yum -y install «x-${V}»\n',
  },
  { name: 'a version in ENV that comes later', text: 'FROM a:1\nRUN yum -y install «x-$V»\nENV V=2\n' },
  { name: 'a package in ONBUILD', text: 'FROM a:1\nENV V=2\nONBUILD RUN yum -y install «x-$V»\n' },
]);
