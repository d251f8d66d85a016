import { ruleCases } from './cases.ts';

ruleCases('DL3001', [
  { name: 'a word that is no command', text: 'FROM a:1\nRUN apt-get install ssh && which top && /bin/ps\n' },
  { name: 'a tool behind sudo', text: 'FROM a:1\nRUN sudo service x start\n' },
  { name: 'a question for a tool', text: 'FROM a:1\nRUN command -v ssh\n' },
  { name: 'a service', text: 'FROM a:1\nRUN x && «service» cron start\n' },
  { name: 'the first tool of a RUN', text: 'FROM a:1\nRUN «free» -m; x=$(ps aux)\n' },
  { name: 'a tool that something else runs', text: 'FROM a:1\nRUN exec «top»\nRUN time «mount» -a\n' },
  { name: 'a tool in ONBUILD', text: 'FROM a:1\nONBUILD RUN ["«vim»", "x"]\n' },
]);
