import { ruleCases } from './cases.ts';

ruleCases('DL3047', [
  { name: 'a short progress', text: 'FROM a:1\nRUN wget --progress=dot:giga x && wget --progress dot y\n' },
  { name: 'a quiet one', text: 'FROM a:1\nRUN wget -q x && wget -nv y; wget -qO- z | wget --no-verbose w\n' },
  { name: 'one that writes to a file', text: 'FROM a:1\nRUN wget -o a x && wget --append-output=b y\n' },
  { name: 'a word that is no command', text: 'FROM a:1\nRUN apt-get install wget\n' },
  {
    name: 'a download',
    text: 'FROM a:1\nRUN «wget» -O x https://y\n',
    fixed: 'FROM a:1\nRUN wget --progress=dot:giga -O x https://y\n',
    safety: 'review',
  },
  {
    name: 'every download of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN https_proxy=p «wget» \\\r\n    # note\r\n    x \\\r\n && (wget y)\r\n',
    fixed:
      'FROM a:1\r\nRUN https_proxy=p wget --progress=dot:giga \\\r\n    # note\r\n    x \\\r\n && (wget --progress=dot:giga y)\r\n',
    safety: 'review',
  },
  {
    name: 'a download on Alpine',
    text: 'FROM alpine:3.20 AS b\nFROM b\nRUN «wget» x\n',
    fixed: 'FROM alpine:3.20 AS b\nFROM b\nRUN wget -q x\n',
    safety: 'review',
  },
  {
    name: 'a download by BusyBox in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN busybox «wget» x\n',
    fixed: 'FROM a:1\nONBUILD RUN busybox wget -q x\n',
    safety: 'review',
  },
  {
    name: 'a download in exec form',
    text: 'FROM a:1\nRUN ["«wget»", "x"]\n',
    fixed: 'FROM a:1\nRUN ["wget", "--progress=dot:giga", "x"]\n',
    safety: 'review',
  },
]);
