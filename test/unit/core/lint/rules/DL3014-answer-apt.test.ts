import { ruleCases } from './cases.ts';

ruleCases('DL3014', [
  {
    name: 'an answer',
    text: 'FROM a:1\nRUN apt-get install -y x && apt-get -fuy install y && apt-get --yes install z\n',
  },
  { name: 'a quiet install', text: 'FROM a:1\nRUN apt-get -qq install x && apt-get -q=2 install y\n' },
  {
    name: 'an install that is quiet twice',
    text: 'FROM a:1\nRUN apt-get -q install -q x; apt-get --quiet --quiet install y\n',
  },
  { name: 'other commands', text: 'FROM a:1\nRUN apt-get upgrade && apt install x\n' },
  {
    name: 'an install',
    text: 'FROM a:1\nRUN «apt-get install» x\n',
    fixed: 'FROM a:1\nRUN apt-get install -y x\n',
  },
  {
    name: 'every install of a RUN, as one finding',
    text: 'FROM a:1\r\nRUN «apt-get -q install» \\\r\n    # note\r\n    x \\\r\n && yes | apt-get install y\r\n',
    fixed: 'FROM a:1\r\nRUN apt-get -q install -y \\\r\n    # note\r\n    x \\\r\n && yes | apt-get install -y y\r\n',
  },
  {
    name: 'an install in a heredoc',
    text: 'FROM a:1\nRUN <<EOF\n«apt-get install» x\nEOF\n',
    fixed: 'FROM a:1\nRUN <<EOF\napt-get install -y x\nEOF\n',
  },
  {
    name: 'an install in ONBUILD',
    text: 'FROM a:1\nONBUILD RUN «apt-get install» x\n',
    fixed: 'FROM a:1\nONBUILD RUN apt-get install -y x\n',
  },
  {
    name: 'an install in exec form',
    text: 'FROM a:1\nRUN ["«apt-get", "install»", "x"]\n',
    fixed: 'FROM a:1\nRUN ["apt-get", "install", "-y", "x"]\n',
  },
  { name: 'an install whose place is lost', text: 'FROM a:1\nRUN x «`y \\`apt-get install z\\``»\n' },
]);
