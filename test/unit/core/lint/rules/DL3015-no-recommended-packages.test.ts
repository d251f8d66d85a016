import { ruleCases } from './cases.ts';

ruleCases('DL3015', [
  { name: 'the option', text: 'FROM a:1\nRUN apt-get --no-install-recommends install x\n' },
  { name: 'the setting', text: 'FROM a:1\nRUN apt-get -o APT::Install-Recommends=false install x\n' },
  { name: 'another command', text: 'FROM a:1\nRUN apt-get remove x\n' },
  {
    name: 'an install',
    text: 'FROM a:1\nRUN «apt-get install» -y x\n',
    fixed: 'FROM a:1\nRUN apt-get install --no-install-recommends -y x\n',
    safety: 'review',
  },
  {
    name: 'each install of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN «apt-get -y install» \\\r\n    x \\\r\n && apt-get install y\r\n',
    fixed:
      'FROM a:1\r\nRUN apt-get -y install --no-install-recommends \\\r\n    x \\\r\n && apt-get install --no-install-recommends y\r\n',
    safety: 'review',
  },
  {
    name: 'an install in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «apt-get install» x\n',
    fixed: 'FROM a:1\nONBUILD RUN apt-get install --no-install-recommends x\n',
    safety: 'review',
  },
]);
