import { ruleCases } from './cases.ts';

ruleCases('DL3043', [
  { name: 'what may be put off', text: 'FROM a:1\nONBUILD RUN x\nONBUILD USER app\n' },
  { name: 'another image', text: 'FROM a:1\nONBUILD «FROM» b:1\n' },
  { name: 'putting off twice', text: 'FROM a:1\nonbuild «onbuild» RUN x\n' },
  { name: 'a maintainer', text: 'FROM a:1\nONBUILD \\\n  «MAINTAINER» me\n' },
]);
