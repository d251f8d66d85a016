import { ruleCases } from './cases.ts';

const safety = 'review';

ruleCases('QS1002', [
  {
    name: 'curl that verifies',
    text: 'FROM a:1\nRUN curl -fsSL https://b -o -ok && curl -H"k" --key k.pem https://c\n',
  },
  { name: 'another program', text: 'FROM a:1\nRUN grep -k --insecure curl\n' },
  {
    name: 'the letter alone',
    text: 'FROM a:1\nRUN curl «-k» https://b\n',
    fixed: 'FROM a:1\nRUN curl https://b\n',
    safety,
  },
  {
    name: 'the letter among others',
    text: 'FROM a:1\nRUN curl -fsS«k»Lo x https://b\n',
    fixed: 'FROM a:1\nRUN curl -fsSLo x https://b\n',
    safety,
  },
  { name: 'no letter that is a value', text: 'FROM a:1\nRUN curl -ok https://b\n' },
  {
    name: 'the long flag on a line of its own',
    text: 'FROM a:1\nRUN curl -o x \\\n    «--insecure» \\\n    https://b # c\n',
    fixed: 'FROM a:1\nRUN curl -o x \\\n    https://b # c\n',
    safety,
  },
  {
    name: 'the flag at the end, on the last line',
    text: 'FROM a:1\r\nRUN curl https://b \\\r\n    «-k»\r\nCMD ["a"]\r\n',
    fixed: 'FROM a:1\r\nRUN curl https://b\r\nCMD ["a"]\r\n',
    safety,
  },
  {
    name: 'the flag first on its line',
    text: 'FROM a:1\nRUN curl \\\n    «-k» https://b\n',
    fixed: 'FROM a:1\nRUN curl \\\n    https://b\n',
    safety,
  },
  {
    name: 'several of them as one',
    text: 'FROM a:1\nRUN curl «-k» --proxy-insecure https://b && x=$(curl -kL https://c)\n',
    fixed: 'FROM a:1\nRUN curl https://b && x=$(curl -L https://c)\n',
    safety,
  },
  {
    name: 'flags on lines of their own, as one',
    text: 'FROM a:1\nRUN curl x \\\n  «-k» \\\n  --insecure\n',
    fixed: 'FROM a:1\nRUN curl x\n',
    safety,
  },
  {
    name: 'the flag below a line that is only continued',
    text: 'FROM a:1\nRUN curl x \\\n\\\n  «-k»\nUSER 1\n',
    fixed: 'FROM a:1\nRUN curl x\nUSER 1\n',
    safety,
  },
  {
    name: 'the flag in a heredoc',
    text: 'FROM a:1\nRUN <<EOF\ncurl https://b «-k»\nEOF\n',
    fixed: 'FROM a:1\nRUN <<EOF\ncurl https://b\nEOF\n',
    safety,
  },
  { name: 'the flag in an array, which is left as it is', text: 'FROM a:1\nRUN ["curl", "«-k»", "https://b"]\n' },
  {
    name: 'a last line below a comment, which is left as it is',
    text: 'FROM a:1\nRUN curl https://b \\\n# c\n  «-k»\n',
  },
  {
    name: 'what ONBUILD puts off',
    text: 'FROM a:1\nONBUILD RUN curl «-k» https://b\n',
    fixed: 'FROM a:1\nONBUILD RUN curl https://b\n',
    safety,
  },
]);
