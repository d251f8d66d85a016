import { ruleCases } from './cases.ts';

ruleCases('DL3036', [
  { name: 'an installation that cleans up', text: 'FROM a:1\nRUN zypper -n in x=1 && zypper clean\n' },
  { name: 'the short name of it', text: 'FROM a:1\nRUN zypper -n in x=1 && zypper cc -a\n' },
  { name: 'a removal', text: 'FROM a:1\nRUN zypper -n rm x\n' },
  {
    name: 'a cache outside of the image',
    text: 'FROM a:1\nRUN --mount=type=cache,target=/var/cache/zypp zypper -n in x=1\n',
  },
  {
    name: 'what stays',
    text: 'FROM a:1\nRUN «zypper -n install» x=1\n',
    fixed: 'FROM a:1\nRUN zypper -n install x=1 && zypper clean --all\n',
  },
  { name: 'a clean-up that comes too early', text: 'FROM a:1\nRUN zypper cc && «zypper -n in» x=1 && zypper cc\n' },
  {
    name: 'what stays in ONBUILD',
    text: '# escape=`\nFROM a:1\nONBUILD RUN x && `\n  «zypper -n in» x=1\n',
    fixed: '# escape=`\nFROM a:1\nONBUILD RUN x && `\n  zypper -n in x=1 && `\n  zypper clean --all\n',
  },
]);
