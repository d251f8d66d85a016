import { ruleCases } from './cases.ts';

ruleCases('DL3038', [
  { name: 'an answer', text: 'FROM a:1\nRUN dnf -y install x-1 && microdnf install --assumeyes y-1\n' },
  { name: 'what asks nothing', text: 'FROM a:1\nRUN dnf clean all && dnf update\n' },
  {
    name: 'an installation',
    text: 'FROM a:1\nRUN «dnf install» x-1\n',
    fixed: 'FROM a:1\nRUN dnf install -y x-1\n',
  },
  {
    name: 'one by each program',
    text: 'FROM a:1\nRUN «microdnf groupinstall» x-1; dnf --nodocs localinstall \\\n  y-1.rpm\n',
    fixed: 'FROM a:1\nRUN microdnf groupinstall -y x-1; dnf --nodocs localinstall -y \\\n  y-1.rpm\n',
  },
  {
    name: 'an installation in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «dnf install» x-1\n',
    fixed: 'FROM a:1\nONBUILD RUN dnf install -y x-1\n',
  },
  {
    name: 'an installation in exec form',
    text: 'FROM a:1\nRUN ["«dnf", "install»", "x-1"]\n',
    fixed: 'FROM a:1\nRUN ["dnf", "install", "-y", "x-1"]\n',
  },
]);
