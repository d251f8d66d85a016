import { ruleCases } from './cases.ts';

ruleCases('DL3027', [
  { name: 'apt-get', text: 'FROM a:1\nRUN apt-get install apt && aptitude update && sudo apt update\n' },
  {
    name: 'apt',
    text: 'FROM a:1\nRUN «apt» -q update\n',
    fixed: 'FROM a:1\nRUN apt-get -q update\n',
    safety: 'review',
  },
  {
    name: 'every apt of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN «apt» update && \\\r\n    # note\r\n    apt install -y x; (exec apt clean)\r\n',
    fixed: 'FROM a:1\r\nRUN apt-get update && \\\r\n    # note\r\n    apt-get install -y x; (exec apt-get clean)\r\n',
    safety: 'review',
  },
  {
    name: 'apt in exec form in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN ["«apt»", "install", "x"]\n',
    fixed: 'FROM a:1\nONBUILD RUN ["apt-get", "install", "x"]\n',
    safety: 'review',
  },
  {
    name: 'what apt alone can do',
    text: 'FROM a:1\nRUN «apt» list && apt update\nRUN «apt»\nRUN «apt» full-upgrade\n',
  },
  { name: 'apt in quotes', text: 'FROM a:1\nRUN «"apt"» update\n' },
]);
