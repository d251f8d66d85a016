import { ruleCases } from './cases.ts';

ruleCases('DL3034', [
  { name: 'a flag of zypper', text: 'FROM a:1\nRUN zypper -n in x=1 && zypper --non-interactive patch\n' },
  { name: 'a flag of the verb', text: 'FROM a:1\nRUN zypper rm -y x\n' },
  { name: 'a verb that asks nothing', text: 'FROM a:1\nRUN zypper refresh\n' },
  {
    name: 'an installation',
    text: 'FROM a:1\nRUN «zypper in» x=1\n',
    fixed: 'FROM a:1\nRUN zypper --non-interactive in x=1\n',
  },
  {
    name: 'several verbs',
    text: 'FROM a:1\nRUN «zypper --gpg-auto-import-keys patch» \\\n  && zypper source-install x\n',
    fixed:
      'FROM a:1\nRUN zypper --non-interactive --gpg-auto-import-keys patch \\\n  && zypper --non-interactive source-install x\n',
  },
  {
    name: 'a verb in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «zypper remove» x\n',
    fixed: 'FROM a:1\nONBUILD RUN zypper --non-interactive remove x\n',
  },
  {
    name: 'a verb in exec form',
    text: 'FROM a:1\nRUN ["«zypper", "rm»", "x"]\n',
    fixed: 'FROM a:1\nRUN ["zypper", "--non-interactive", "rm", "x"]\n',
  },
]);
