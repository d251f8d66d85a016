import { ruleCases } from './cases.ts';

ruleCases('DL3035', [
  { name: 'patches', text: 'FROM a:1\nRUN zypper -n patch\n' },
  { name: 'a like word of another program', text: 'FROM a:1\nRUN apt-get -y dist-upgrade\n' },
  { name: 'an upgrade', text: 'FROM a:1\nRUN «zypper -n dist-upgrade» --from r\n' },
  { name: 'its short name', text: 'FROM a:1\nRUN x && «zypper dup» -y\n' },
  { name: 'an upgrade in ONBUILD', text: 'FROM a:1\nONBUILD RUN «zypper dup»\n' },
]);
