import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1009', [
  { name: 'signed packages', text: 'FROM a:1\nRUN dnf install -y --setopt=gpgcheck=1 b-1 && rpm --nogpgcheck\n' },
  {
    name: 'the flag',
    text: 'FROM a:1\nRUN yum install -y «--nogpgcheck» b && tdnf install -y --nogpgcheck c && zypper --no-gpg-checks in d\n',
    fixed: 'FROM a:1\nRUN yum install -y b && tdnf install -y c && zypper in d\n',
    safety,
  },
  {
    name: 'the option of all repositories or of one',
    text: 'FROM a:1\nRUN dnf «--setopt=gpgcheck=0» --setopt b.gpgcheck=False install -y c\n',
    fixed: 'FROM a:1\nRUN dnf install -y c\n',
    safety,
  },
]);
