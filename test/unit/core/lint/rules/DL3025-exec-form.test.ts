import { ruleCases } from './cases.ts';

ruleCases('DL3025', [
  { name: 'JSON', text: 'FROM a:1\nENTRYPOINT ["node", "x.js"]\nHEALTHCHECK NONE\n' },
  {
    name: 'JSON over several lines',
    text: 'FROM a:1\nCMD [ "/bin/sh", "-c", \\\n  "echo a && \\\n  echo b" \\\n  ]\n',
  },
  { name: 'a plain command', text: 'FROM a:1\nCMD «node server.js»\n', fixed: 'FROM a:1\nCMD ["node", "server.js"]\n' },
  {
    name: 'a command with quotes, a comment and continued lines',
    text: 'FROM a:1\r\nENTRYPOINT «node \\\r\n  # loud\r\n  --title="Our shop" \\\r\n  \'it is\'»\r\n',
    fixed: 'FROM a:1\r\nENTRYPOINT ["node", \\\r\n  # loud\r\n  "--title=Our shop", \\\r\n  "it is"]\r\n',
  },
  {
    name: 'a command that replaces its shell',
    text: 'FROM a:1\nCMD «exec node x»\n',
    fixed: 'FROM a:1\nCMD ["node", "x"]\n',
  },
  {
    name: 'the command of a health check',
    text: 'FROM a:1\nHEALTHCHECK --interval=5s CMD «curl -f http://localhost/»\n',
    fixed: 'FROM a:1\nHEALTHCHECK --interval=5s CMD ["curl", "-f", "http://localhost/"]\n',
  },
  {
    name: 'a command beside an entry point',
    text: 'FROM a:1\nENTRYPOINT ["tini", "--"]\nCMD «node x»\n',
    fixed: 'FROM a:1\nENTRYPOINT ["tini", "--"]\nCMD ["node", "x"]\n',
    safety: 'review',
  },
  {
    name: 'a command for a shell of its own',
    text: 'FROM a:1\nSHELL ["/bin/bash", "-c"]\nCMD «node x»\n',
    fixed: 'FROM a:1\nSHELL ["/bin/bash", "-c"]\nCMD ["node", "x"]\n',
    safety: 'review',
  },
  { name: 'a variable, which only a shell fills in', text: 'FROM a:1\nCMD «node $FILE»\n' },
  { name: 'two commands', text: 'FROM a:1\nCMD «a && b»\n' },
  { name: 'a command that is part of the shell', text: 'FROM a:1\nCMD «cd /app»\n' },
  { name: 'a variable for the command', text: 'FROM a:1\nCMD «PORT=80 node x»\n' },
  { name: 'JSON with the wrong quotes', text: "FROM a:1\nCMD «['node', 'x']»\n" },
]);
