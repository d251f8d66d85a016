import { ruleCases } from './cases.ts';

ruleCases('DL3008', [
  { name: 'pinned packages', text: 'FROM a:1\nRUN apt-get install -y curl=7.88.* git=1:2\n' },
  { name: 'files', text: 'FROM a:1\nRUN apt-get install ./a.deb /tmp/b b.deb\n' },
  { name: 'a release that is named', text: 'FROM a:1\nRUN apt-get install -t bookworm-backports curl=1\n' },
  { name: 'apt, which is not for scripts anyway', text: 'FROM a:1\nRUN apt install curl\n' },
  { name: 'a RUN that is no shell', text: 'FROM a:1\nRUN apt-get install curl && (\n' },
  { name: 'a package', text: 'FROM a:1\nRUN apt-get install -y «curl»\n' },
  {
    name: 'the first package that is not pinned',
    text: 'FROM a:1\nRUN apt-get -y install curl=1 \\\n  # vcs\n  «git» \\\n  vim\n',
  },
  { name: 'a variable', text: 'FROM a:1\nRUN apt-get install «$PACKAGES»\n' },
  { name: 'a package in a subshell', text: 'FROM a:1\nRUN x || (cd / && apt-get install «"curl"»)\n' },
  { name: 'a package once for two commands', text: 'FROM a:1\nRUN apt-get install «a» && apt-get install b\n' },
  { name: 'a package in exec form', text: 'FROM a:1\nRUN ["apt-get", "install", "«curl»"]\n' },
  { name: 'a package in ONBUILD', text: 'FROM a:1\nONBUILD RUN apt-get install «curl»\n' },
  { name: 'a package in a heredoc', text: 'FROM a:1\nRUN <<EOF\napt-get update\napt-get install «curl»\nEOF\n' },
]);
