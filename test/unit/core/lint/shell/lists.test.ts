import { ruleCases } from '../rules/cases.ts';

ruleCases('SC2164', [
  {
    name: 'cd that something depends on',
    text: 'FROM a\nRUN cd a && b; cd c || exit; if cd d; then e; fi; (cd f; g) || h\n',
  },
  { name: 'folders that are always there', text: 'FROM a\nRUN cd ..; cd /; cd ../..\n' },
  { name: 'set -e', text: 'FROM a\nRUN set -ex; cd a; b\n' },
  {
    name: 'cd that is not checked',
    text: 'FROM a\nRUN «cd /a» \\\n  ; b; («cd c»; d)\n',
    fixed: 'FROM a\nRUN cd /a || exit \\\n  ; b; (cd c || exit; d)\n',
    safety: 'review',
  },
  { name: 'cd at the end of a list, and leaves it', text: 'FROM a\nRUN a && «cd b»; c | «cd d»\n' },
]);

ruleCases('SC2015', [
  {
    name: 'lists in which the last one does not matter',
    text: 'FROM a\nRUN a && b || true; c && d || exit 1; e && f || x=1\n',
  },
  { name: 'a list that is a condition', text: 'FROM a\nRUN if a && b || c; then d; fi; e || f && g\n' },
  { name: 'two tests', text: 'FROM a\nRUN [ a ] && [ b ] || c\n' },
  { name: 'an if in disguise', text: 'FROM a\nRUN a \\\n  «&&» b || c; d && e «&&» f || { g; }\n' },
]);

ruleCases('SC2043', [
  {
    name: 'loops over several words or one that grows',
    text: 'FROM a\nRUN for i in a b; do :; done; for i in *.c; do :; done; for i in "$x"; do :; done\n',
  },
  { name: 'a loop over one word', text: 'FROM a\nRUN for i in «a»; do :; done; for i in «"b c"»; do :; done\n' },
]);

ruleCases('SC2251', [
  { name: 'a script without set -e', text: 'FROM a\nRUN ! a; b\n' },
  {
    name: 'conditions and results',
    text: 'FROM a\nRUN set -e; if ! a; then b; fi; ! c || d; x=$(! e); (f; ! g); ! h\n',
  },
  { name: 'a negation that goes unseen', text: 'FROM a\nRUN set -eux; «!» a | b; if c; then «!» d; fi; e\n' },
]);
