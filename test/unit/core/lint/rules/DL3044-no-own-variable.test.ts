import { ruleCases } from './cases.ts';

ruleCases('DL3044', [
  { name: 'variables of others', text: 'FROM a:1\nENV A=1 B=$AB C=${AB}/x D=${A:-y}\n' },
  { name: 'its own old value', text: 'FROM a:1\nENV PATH=/x:$PATH B=1\n' },
  { name: 'a variable that is set already', text: 'ARG A\nFROM a:1\nENV B 1\nENV A=2 B=3 C=$A$B\n' },
  { name: 'the old form', text: 'FROM a:1\nENV A A=1 B=$A\n' },
  {
    name: 'a variable of the same ENV',
    text: 'FROM a:1\nENV A=1 B=«$A»\n',
    fixed: 'FROM a:1\nENV A=1\nENV B=$A\n',
    safety: 'review',
  },
  {
    name: 'variables over several lines, in the manner of the instruction',
    text: 'FROM a:1\r\n\tenv A=1 \\\r\n\t  B="«${A}»/x" \\\r\n\t  C=2 \\\r\n\t  D=$B\r\n',
    fixed: 'FROM a:1\r\n\tenv A=1\r\n\tenv B="${A}/x" \\\r\n\t  C=2\r\n\tenv D=$B\r\n',
    safety: 'review',
  },
  { name: 'a variable that is set behind it', text: 'FROM a:1\nENV B=«$A» A=1\n' },
  { name: 'the same name twice', text: 'FROM a:1\nENV A=/x:«$A» A=/y:$A\n' },
  { name: 'a variable behind a comment', text: 'FROM a:1\nENV A=1 \\\n  # note\n  B=«$A»\n' },
  { name: 'a variable beside one that would change as well', text: 'FROM a:1\nENV X=0\nENV A=1 X=5 B=«$A» C=$X\n' },

  { name: 'a variable before the first FROM', text: 'ENV A=1 B=«$A»\n' },
  {
    name: 'a variable below a comment that silences only one instruction',
    text: 'FROM a:1\n# hadolint ignore=DL3064\nENV A=1 B=«$A»\n',
  },
  { name: 'secrets, which would be found twice', text: 'FROM a:1\nENV TOKEN=1 PASSWORD=«$TOKEN»\n' },
]);
