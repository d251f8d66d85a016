import { ruleCases } from '../rules/cases.ts';

ruleCases('SC2005', [
  { name: 'an echo of one command', text: 'FROM a\nRUN echo «"$(date)"» && echo «`date`» >f && echo «$(a | b)»\n' },
  {
    name: 'an echo of more, with options, of a file, and of several commands',
    text: 'FROM a\nRUN echo "x$(a)"; echo -n "$(a)"; echo "$(a)" b; echo "$(<f)"; echo "$(a; b)"; echo\n',
  },
]);
ruleCases('SC2045', [
  { name: 'a loop over what ls prints', text: 'FROM a\nRUN for i in «$(ls /x)»; do a "$i"; done\n' },
  {
    name: 'other loops',
    text: 'FROM a\nRUN for i in *; do a "$i"; done; for i in $(ls | b); do a "$i"; done; for i in c $(ls); do :; done\n',
  },
]);
ruleCases('SC2126', [
  { name: 'lines that wc counts', text: 'FROM a\nRUN cat f | «grep -v x» | wc -l && «grep x f» | wc --lines\n' },
  {
    name: 'what grep -c would count otherwise, and other counts',
    text: 'FROM a\nRUN grep -o x f | wc -l; grep -r x . | wc -l; grep -A3 x f | wc -l; grep x f | wc -lc; grep x f | wc\n',
  },
]);
ruleCases('SC2162', [
  {
    name: 'a read that takes backslashes for its own',
    text: 'FROM a\nRUN while «read» x; do a "$x"; done; IFS=: «read» -n1 y; command «read» z\n',
    fixed: 'FROM a\nRUN while read -r x; do a "$x"; done; IFS=: read -r -n1 y; command read -r z\n',
    safety: 'review',
  },
  { name: 'a raw one, and a mere look', text: 'FROM a\nRUN read -r x; read -n 1 -r y; read -rp a z; read -t 0 x\n' },
]);
