import { ruleCases } from './cases.ts';

ruleCases('DL3030', [
  { name: 'an answer before the verb', text: 'FROM a:1\nRUN yum -y install x-1\n' },
  { name: 'an answer in one flag with others', text: 'FROM a:1\nRUN yum install -qy x-1\n' },
  { name: 'an answer in full', text: 'FROM a:1\nRUN yum --assumeyes groupinstall x-1\n' },
  { name: 'what asks nothing', text: 'FROM a:1\nRUN yum clean all && yum update\n' },
  {
    name: 'an installation',
    text: 'FROM a:1\nRUN «yum install» x-1 && yum clean all\n',
    fixed: 'FROM a:1\nRUN yum install -y x-1 && yum clean all\n',
  },
  {
    name: 'two of them as one finding that mends both',
    text: 'FROM a:1\r\nRUN «yum -q localinstall» x-1.rpm && \\\r\n    yum groupinstall y-1\r\n',
    fixed: 'FROM a:1\r\nRUN yum -q localinstall -y x-1.rpm && \\\r\n    yum groupinstall -y y-1\r\n',
  },
  {
    name: 'an installation in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «yum install» x-1\n',
    fixed: 'FROM a:1\nONBUILD RUN yum install -y x-1\n',
  },
  {
    name: 'an installation in exec form',
    text: 'FROM a:1\nRUN ["«yum", "install»", "x-1"]\n',
    fixed: 'FROM a:1\nRUN ["yum", "install", "-y", "x-1"]\n',
  },
]);
