import { ruleCases } from './cases.ts';

ruleCases('DL3059', [
  { name: 'a single RUN', text: 'FROM a:1\nRUN a\n' },
  { name: 'a RUN of several commands', text: 'FROM a:1\nRUN a && b\nRUN c\nRUN d; e\n' },
  { name: 'something between', text: 'FROM a:1\nRUN a\nENV A=1\nRUN b\n' },
  { name: 'other flags', text: 'FROM a:1\nRUN --mount=type=secret,id=a a\nRUN b\n' },
  { name: 'a RUN in ONBUILD', text: 'FROM a:1\nRUN a\nONBUILD RUN b\n' },
  { name: 'two RUN', text: 'FROM a:1\nRUN a\n«RUN» b\n', fixed: 'FROM a:1\nRUN a \\\n    && b\n' },
  {
    name: 'two RUN with the same flags, over several lines and with comments',
    text: 'FROM a:1\r\n  RUN --network=none a \\\r\n    # one\r\n    --all\r\n\r\n# two\r\n  # three\r\n\r\n  «RUN» --network=none b "x y" \\\r\n  # four\r\n    c\r\nUSER d\r\n',
    fixed:
      'FROM a:1\r\n  RUN --network=none a \\\r\n    # one\r\n    --all \\\r\n# two\r\n  # three\r\n    && b "x y" \\\r\n  # four\r\n    c\r\nUSER d\r\n',
  },
  {
    name: 'three RUN, to be joined all at once',
    text: 'FROM a:1\nRUN a\n«RUN» b\n«RUN» c',
    fixed: 'FROM a:1\nRUN a \\\n    && b \\\n    && c',
  },
  {
    name: 'with another escape',
    text: '# escape=`\nFROM a:1\nRUN a\n«RUN» b\n',
    fixed: '# escape=`\nFROM a:1\nRUN a `\n    && b\n',
  },
  { name: 'a RUN after one that changes its shell', text: 'FROM a:1\nRUN cd /x\n«RUN» b\n' },
  {
    name: 'a RUN whose shell reads what the first one may have written',
    text: 'FROM a:1 AS b\nSHELL ["/bin/bash", "--login", "-c"]\nFROM b\nRUN a\n«RUN» b\n',
  },
  { name: 'a RUN whose shell is told of a file to read', text: 'FROM a:1\nENV BASH_ENV=/x\nRUN a\n«RUN» b\n' },
  { name: 'a RUN after one that replaces its shell', text: 'FROM a:1\nRUN exec a\n«RUN» b\n' },
  { name: 'a RUN after one that goes on in the background', text: 'FROM a:1\nRUN a &\n«RUN» b\n' },
  { name: 'a RUN after a remark of the shell', text: 'FROM a:1\nRUN a # now\n«RUN» b\n' },
  { name: 'a RUN that is a block', text: 'FROM a:1\nRUN a\n«RUN» if [ a ]; then b; fi\n' },
  { name: 'a RUN in exec form', text: 'FROM a:1\nRUN ["a"]\n«RUN» b\n' },
  { name: 'a RUN with a heredoc', text: 'FROM a:1\nRUN a\n«RUN» <<EOF\nb\nEOF\n' },
  {
    name: 'a RUN under a comment that silences something',
    text: 'FROM a:1\nRUN a\n# hadolint ignore=DL3003\n«RUN» b\n',
  },
  { name: 'a RUN that begins on the next line', text: 'FROM a:1\nRUN a\n«RUN» \\\n  # why\n  b\n' },
]);
