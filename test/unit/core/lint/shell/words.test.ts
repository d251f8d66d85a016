import { ruleCases } from '../rules/cases.ts';

const bash = 'SHELL ["/bin/bash", "-c"]\n';

ruleCases('SC2086', [
  { name: 'what is quoted', text: 'FROM a\nRUN echo "$x" "a ${x} b" "$(echo "$x")"\n' },
  {
    name: 'what the shell never splits',
    text: 'FROM a\nRUN y=$x; case $x in a) ;; esac; for i in $x; do :; done; echo $((x + 1))\n',
  },
  { name: 'a heredoc', text: 'FROM a\nRUN cat <<EOF\n$x\nEOF\n' },
  { name: 'ARG, ENV and the proxies', text: 'FROM a\nARG b\nENV c=1 d=2\nRUN echo $b $c ${d} $http_proxy\n' },
  { name: 'what a parent stage has set', text: 'FROM a AS x\nENV b=1\nFROM x\nRUN echo $b\n' },
  { name: 'numbers', text: 'FROM a\nRUN echo $? $# $$ ${#x} $((1 + 2))\n' },
  { name: 'a literal that was assigned', text: 'FROM a\nRUN x=1.2 && echo $x; y="$x-b"; echo $y\n' },
  { name: 'a loop over literals', text: 'FROM a\nRUN for i in a b; do echo $i; done\n' },
  { name: 'literals on every way', text: 'FROM a\nRUN if b; then x=1; else exit 1; fi; echo $x\n' },
  { name: 'the same on every branch of a case', text: 'FROM a\nRUN case "$a" in b) x=1;; *) x=2;; esac; echo $x\n' },
  { name: 'a replacement that is given if there is one', text: 'FROM a\nRUN echo ${x:+yes}\n' },
  { name: 'the name of a command', text: 'FROM a\nRUN $x a; exec $x b\n' },
  { name: 'a list in double brackets', text: `FROM a\n${bash}RUN [[ $x = $y ]]; export z=$x\n` },
  { name: 'PowerShell', text: 'FROM a\nSHELL ["pwsh", "-c"]\nRUN echo $x\n' },
  { name: 'a script that Python reads', text: 'FROM a\nRUN <<EOF\n#!/usr/bin/env python3\nprint($x)\nEOF\n' },
  { name: 'the exec form', text: 'FROM a\nRUN ["sh", "-c", "echo $x"]\n' },
  { name: 'no shell at all', text: 'FROM a\nRUN echo $x; (\n' },
  {
    name: 'what is not quoted',
    text: 'FROM a\nRUN echo «$x» a«${x}»b > «$y» $(cat «$z»)\n',
    fixed: 'FROM a\nRUN echo "$x" a"${x}"b > "$y" $(cat "$z")\n',
    safety: 'review',
  },
  {
    name: 'places below continuations and comments',
    text: 'FROM a\nRUN a \\\n# note\n  «$b» \\\n  "c\\\nd"«${e}»\n',
    fixed: 'FROM a\nRUN a \\\n# note\n  "$b" \\\n  "c\\\nd""${e}"\n',
    safety: 'review',
  },
  {
    name: 'what a command has printed',
    text: 'FROM a\nRUN x=$(b) && echo «$x»; x=1; echo $x; read -r x; echo «$x»\n',
    fixed: 'FROM a\nRUN x=$(b) && echo "$x"; x=1; echo $x; read -r x; echo "$x"\n',
    safety: 'review',
  },
  {
    name: 'a literal with blanks, a glob, and none',
    text: 'FROM a\nRUN x="a b"; echo «$x»; y="*"; echo «$y»; z=; echo «$z»\n',
    fixed: 'FROM a\nRUN x="a b"; echo "$x"; y="*"; echo "$y"; z=; echo "$z"\n',
    safety: 'review',
  },
  {
    name: 'a literal on one of two ways',
    text: 'FROM a\nRUN x=1; if b; then x=$(c); fi; echo «$x»; while d; do echo «$y»; y=$x; done\n',
    fixed: 'FROM a\nRUN x=1; if b; then x=$(c); fi; echo "$x"; while d; do echo "$y"; y=$x; done\n',
    safety: 'review',
  },
  {
    name: 'what was assigned in a subshell',
    text: 'FROM a\nRUN (x=1; echo $x); echo «$x»; a | x=1; echo «$x»\n',
    fixed: 'FROM a\nRUN (x=1; echo $x); echo "$x"; a | x=1; echo "$x"\n',
    safety: 'review',
  },
  {
    name: 'an export in plain sh',
    text: 'FROM a\nRUN export x=«$y»\n',
    fixed: 'FROM a\nRUN export x="$y"\n',
    safety: 'review',
  },
  {
    name: 'functions, as they are called',
    text: 'FROM a\nRUN f() { echo $x «$y»; }; x=1; f\n',
    fixed: 'FROM a\nRUN f() { echo $x "$y"; }; x=1; f\n',
    safety: 'review',
  },
  {
    name: 'the body of a heredoc that is the script',
    text: 'FROM a\nRUN <<EOF\necho «$x»\nEOF\n',
    fixed: 'FROM a\nRUN <<EOF\necho "$x"\nEOF\n',
    safety: 'review',
  },
  {
    name: 'what ONBUILD puts off, which sees no ARG of the file',
    text: 'FROM a\nARG b\nONBUILD RUN echo «$b»\n',
    fixed: 'FROM a\nARG b\nONBUILD RUN echo "$b"\n',
    safety: 'review',
  },
]);

ruleCases('SC2046', [
  { name: 'what is quoted or assigned', text: 'FROM a\nRUN echo "$(a)"; x=$(b); for i in $(c); do :; done; $(d) e\n' },
  { name: 'what is meant to be split', text: 'FROM a\nRUN kill $(pgrep x) $(seq 1 3)\n' },
  {
    name: 'what is not quoted',
    text: 'FROM a\nRUN a «$(b \\\n c)» «`d`»; [ «$(e)» = f ]\n',
    fixed: 'FROM a\nRUN a "$(b \\\n c)" "`d`"; [ "$(e)" = f ]\n',
    safety: 'review',
  },
]);

ruleCases('SC2006', [
  { name: 'parentheses, and backticks that are text', text: 'FROM a\nRUN a $(b) \'`c`\' "\\`d\\`"\n' },
  {
    name: 'backticks, in quotes as well',
    text: 'FROM a\nRUN a «`b`» "«`c "d"`»" «`(e)`»\n',
    fixed: 'FROM a\nRUN a $(b) "$(c "d")" $( (e))\n',
  },
  { name: 'backticks with escapes, and leaves them', text: 'FROM a\nRUN a "«`b \\$c`»"\n' },
]);

ruleCases('SC2016', [
  { name: 'a text without a variable', text: "FROM a\nRUN echo 'a $ b' '$?' \"$x\"\n" },
  {
    name: 'what another program reads',
    text: "FROM a\nRUN awk '{print $x}' && sh -c 'a $x' && sed 's/a$/b/;$d' && jq '$x' && sudo bash -c '$x' && PS1='$x'\n",
  },
  { name: 'what looks like a variable', text: "FROM a\nRUN echo «'$x'» a«'${y}'» «'$(z)'» «'`a`'»; sed «'s/$x/y/'»\n" },
]);

ruleCases('SC2028', [
  { name: 'echo with -e, and printf', text: "FROM a\nRUN echo -e 'a\\n'; printf 'a\\n'; echo '\\.' a\\nb\n" },
  { name: 'echo of ash', text: 'FROM a\nSHELL ["/bin/ash", "-c"]\nRUN echo "a\\n"\n' },
  { name: 'escapes', text: 'FROM a\nRUN echo a «"b\\n"» > f && echo -n «\'\\t\'» «a\\\\n»\n' },
]);

ruleCases('SC2035', [
  {
    name: 'globs with something in front',
    text: 'FROM a\nRUN rm ./* a* [ab]* "*"; rm -- *; echo *; for i in *; do :; done\n',
  },
  {
    name: 'globs that begin with a star or a question mark',
    text: 'FROM a\nRUN rm -f «*.tgz» \\\n  «?x»\n',
    fixed: 'FROM a\nRUN rm -f ./*.tgz \\\n  ./?x\n',
    safety: 'review',
  },
]);

ruleCases('SC2155', [
  { name: 'an assignment alone, and a declaration of a literal', text: 'FROM a\nRUN x=$(a); export x y=1\n' },
  { name: 'declarations of what a command prints', text: 'FROM a\nRUN export «x»=$(a) «y»="b$(c)" z=1\n' },
]);

ruleCases('SC2283', [
  { name: 'assignments and tests', text: 'FROM a\nRUN a=b; [ a = b ]; a b = c\n' },
  { name: 'blanks around the sign', text: 'FROM a\nRUN a «=» b; a «=»b; "$a" «=»\n' },
]);

ruleCases('SC2086', [
  { name: 'a script that ends in an escape of nothing', text: '# escape=`\nFROM a\nRUN echo $x; \\\n' },
  {
    name: 'one that ends in a backslash',
    text: '# escape=`\nFROM a\nRUN echo «$x» \\\\\n',
    fixed: '# escape=`\nFROM a\nRUN echo "$x" \\\\\n',
    safety: 'review',
  },
]);
