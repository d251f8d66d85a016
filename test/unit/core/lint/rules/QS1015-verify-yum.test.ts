import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1015', [
  { name: 'yum that verifies', text: 'FROM a:1\nRUN yum install -y --setopt=sslverify=1 b-1\n' },
  {
    name: 'the option',
    text: 'FROM a:1\nRUN yum-config-manager «--setopt=sslverify=false» --save && dnf --setopt b.sslverify=0 install -y c\n',
    fixed: 'FROM a:1\nRUN yum-config-manager --save && dnf install -y c\n',
    safety,
  },
  { name: 'a line for the configuration', text: 'FROM a:1\nRUN echo «"sslverify=false"» >> /etc/yum.conf\n' },
]);
