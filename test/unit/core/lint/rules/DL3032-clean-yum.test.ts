import { ruleCases } from './cases.ts';

ruleCases('DL3032', [
  { name: 'an installation that cleans up', text: 'FROM a:1\nRUN yum install -y x-1 && yum clean all\n' },
  { name: 'a cache that is deleted by hand', text: 'FROM a:1\nRUN yum install -y x-1; rm -rf /var/cache/yum\n' },
  { name: 'an upgrade', text: 'FROM a:1\nRUN yum -y upgrade\n' },
  {
    name: 'what stays',
    text: 'FROM a:1\nRUN «yum -y install» x-1\n',
    fixed: 'FROM a:1\nRUN yum -y install x-1 && yum clean all\n',
  },
  {
    name: 'what stays of a RUN of several lines',
    text: 'FROM a:1\r\nRUN «yum -y install» \\\r\n      # the tool\r\n      x-1 \\\r\n    && x\r\n',
    fixed:
      'FROM a:1\r\nRUN yum -y install \\\r\n      # the tool\r\n      x-1 \\\r\n    && x \\\r\n    && yum clean all\r\n',
  },
  { name: 'a clean-up that comes too early', text: 'FROM a:1\nRUN yum clean all && «yum -y install» x-1\n' },
  {
    name: 'what stays in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «yum -y install» x-1\n',
    fixed: 'FROM a:1\nONBUILD RUN yum -y install x-1 && yum clean all\n',
  },
  { name: 'what stays of a heredoc', text: 'FROM a:1\nRUN <<EOF\n«yum -y install» x-1\nEOF\n' },
]);
