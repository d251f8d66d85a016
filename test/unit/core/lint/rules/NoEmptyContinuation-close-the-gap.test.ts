import { ruleCases } from './cases.ts';

ruleCases('NoEmptyContinuation', [
  { name: 'lines without a gap', text: 'FROM a:1\n\nRUN a \\\n  b\n\nRUN c\n' },
  { name: 'comments in between', text: 'FROM a:1\nRUN a \\\n  # b\n  c\n' },
  { name: 'blank lines in a heredoc', text: 'FROM a:1\nRUN <<EOF\na \\\n\nb\nEOF\n' },
  { name: 'a backslash at the end of the file', text: 'FROM a:1\nRUN a \\\n' },
  { name: 'a blank line', text: 'FROM a:1\nRUN a \\\n«\n»  b\n', fixed: 'FROM a:1\nRUN a \\\n  b\n' },
  {
    name: 'blank lines with blanks',
    text: 'FROM a:1\r\nRUN a \\\r\n«  \r\n\t\r\n»# c\r\n  b\r\n',
    fixed: 'FROM a:1\r\nRUN a \\\r\n# c\r\n  b\r\n',
  },
  {
    name: 'several gaps as one finding',
    text: 'FROM a:1\nENV A=1 \\\n«\n»  B=2 \\\n\n  C=3\n',
    fixed: 'FROM a:1\nENV A=1 \\\n  B=2 \\\n  C=3\n',
  },
  {
    name: 'a gap before a heredoc',
    text: 'FROM a:1\nRUN a \\\n«\n»  && b <<EOF\n\nx\nEOF\n',
    fixed: 'FROM a:1\nRUN a \\\n  && b <<EOF\n\nx\nEOF\n',
  },
  {
    name: 'a gap with another escape',
    text: '# escape=`\nFROM a:1\nRUN a `\n«\n»  b\n',
    fixed: '# escape=`\nFROM a:1\nRUN a `\n  b\n',
  },
  {
    name: 'blank lines behind a backslash up to the end of the file',
    text: 'FROM a:1\nRUN a \\\n«\n\n»',
    fixed: 'FROM a:1\nRUN a \\\n',
  },
]);
