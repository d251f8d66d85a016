import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import { ruleCases } from '../rules/cases.ts';

ruleCases('SC3001', [{ name: 'a process substitution', text: 'FROM a\nRUN diff «<(a)» «<(b)»\n' }]);
ruleCases('SC3002', [{ name: 'globs with choices', text: 'FROM a\nRUN rm «!(a|b)» x«@(c)»; rm *.d\n' }]);
ruleCases('SC3003', [{ name: 'a text with escapes', text: "FROM a\nRUN echo «$'a'» \"$'a'\"\n" }]);
ruleCases('SC3004', [{ name: 'a text to translate', text: 'FROM a\nRUN echo «$"a"» "b$"\n' }]);
ruleCases('SC3005', [
  { name: 'an arithmetic loop', text: 'FROM a\nRUN «for» ((i=0;i<1;i++)); do :; done; for i in a b; do :; done\n' },
]);
ruleCases('SC3006', [{ name: 'an arithmetic command', text: 'FROM a\nRUN «((x > 1))»; y=$((x))\n' }]);
ruleCases('SC3008', [{ name: 'a menu', text: 'FROM a\nRUN «select» x in a b; do echo "$x"; done\n' }]);
ruleCases('SC3009', [{ name: 'lists in braces', text: 'FROM a\nRUN mv x«{,.bak}» «{1..3}» {} "{a,b}"\n' }]);
ruleCases('SC3010', [{ name: 'a test in double brackets', text: 'FROM a\nRUN «[[ -f x ]]» && [ -f y ]\n' }]);
ruleCases('SC3011', [{ name: 'here-strings', text: 'FROM a\nRUN cat «<<<» x; cat 3«<<<»y; cat <<EOF\nz\nEOF\n' }]);
ruleCases('SC3014', [
  { name: 'two signs in tests', text: 'FROM a\nRUN [ a «==» b ]; «test a == b»; [[ a «==» b ]]; [ a = b ]; echo ==\n' },
]);
ruleCases('SC3015', [{ name: 'a match', text: 'FROM a\nRUN [[ a «=~» b ]]\n' }]);
ruleCases('SC3018', [{ name: 'counting', text: 'FROM a\nRUN a $((x«++» + «--»y - -z))\n' }]);
ruleCases('SC3019', [{ name: 'powers', text: 'FROM a\nRUN a $((2«**»3 * 4)) **\n' }]);
ruleCases('SC3020', [{ name: 'a redirection of both outputs', text: 'FROM a\nRUN a «&> b»; c > d 2>&1; e & > f\n' }]);
ruleCases('SC3021', [{ name: 'the same in csh’s way', text: 'FROM a\nRUN a «>& b»; c >&2; d 2>&1; e >&-\n' }]);
ruleCases('SC3024', [{ name: 'appending', text: 'FROM a\nRUN «x»+=a; y="$y"b\n' }]);
ruleCases('SC3028', [
  { name: 'variables of bash', text: 'FROM a\nRUN echo "«$RANDOM»" "«${HOSTNAME%%.*}»" "$HOME"; UID=1 a "«$UID»"\n' },
  {
    name: 'those that someone sets',
    text: 'FROM a\nARG UID\nRUN a "$UID"; b "$EUID"; EUID=1; for SHLVL in 1 2; do c "$SHLVL"; done\n',
  },
  { name: 'one that changes whoever sets it', text: 'FROM a\nENV SECONDS=1\nRUN a "«$SECONDS»"\n' },
]);
ruleCases('SC3030', [{ name: 'an array', text: 'FROM a\nRUN x=«(a b)»; y=a\n' }]);
ruleCases('SC3037', [
  { name: 'an option', text: 'FROM a\nRUN echo «-n» a; echo «-en» b; echo c -e; echo -x\n' },
  { name: 'dash', text: 'FROM a\nSHELL ["dash", "-c"]\nRUN echo -n a\n' },
]);
ruleCases('SC3038', [{ name: 'options of exec', text: 'FROM a\nRUN exec «-a» x y\nRUN exec y -a\n' }]);
ruleCases('SC3039', [{ name: 'let', text: 'FROM a\nRUN «let x=1»; y=$((x + 1))\n' }]);
ruleCases('SC3040', [
  { name: 'an option of bash', text: 'FROM a\nRUN set -euxo «pipefail»; set -o errexit\n' },
  { name: 'ash', text: 'FROM a\nSHELL ["/bin/ash", "-c"]\nRUN set -o pipefail; a\n' },
]);
ruleCases('SC3043', [{ name: 'a local variable', text: 'FROM a\nRUN f() { «local x=1»; echo "$x"; }; f\n' }]);
ruleCases('SC3044', [
  {
    name: 'commands of bash',
    text: 'FROM a\nRUN «pushd a» > /dev/null && b && «popd» && «shopt -s c» && export d=1\n',
  },
]);
ruleCases('SC3046', [{ name: 'source', text: 'FROM a\nRUN «source a.sh» 2>/dev/null && . b.sh\n' }]);
ruleCases('SC3047', [
  { name: 'events of bash', text: 'FROM a\nRUN trap a «ERR» EXIT «DEBUG»; trap ERR; trap b INT\n' },
]);
ruleCases('SC3053', [{ name: 'a variable that another one names', text: 'FROM a\nRUN echo "«${!x}»" "${x}"\n' }]);
ruleCases('SC3054', [{ name: 'elements of an array', text: 'FROM a\nRUN echo "«${x[0]}»" "«${x[@]}»"\n' }]);
ruleCases('SC3055', [{ name: 'keys of an array', text: 'FROM a\nRUN echo "«${!x[@]}»" "${!y}"\n' }]);
ruleCases('SC3056', [{ name: 'names that begin alike', text: 'FROM a\nRUN echo "«${!x*}»" "«${!y@}»"\n' }]);
ruleCases('SC3057', [{ name: 'a part of a variable', text: 'FROM a\nRUN echo "«${x:0:1}»" "${x:-a}" "${x%.*}"\n' }]);
ruleCases('SC3059', [{ name: 'another case', text: 'FROM a\nRUN echo "«${x^}»" "«${x,,}»"\n' }]);
ruleCases('SC3060', [{ name: 'a replacement', text: 'FROM a\nRUN echo "«${x/a/b}»" "«${x//a}»"\n' }]);

const everything = `RUN [[ a == b ]]; source x; y+=z; echo "\${y:1}" {a,b} &> f; echo -e "\${y//a/b}"\n`;

test('bash is allowed all of it, wherever it is named', () => {
  for (const text of [
    `FROM a\nSHELL ["/bin/bash", "-c"]\n${everything}`,
    `FROM a\n# hadolint shell=bash\n${everything}`,
    `# hadolint shell=bash\nFROM a\n${everything}`,
    `FROM a AS b\nSHELL ["bash", "-c"]\nFROM b\n${everything}`,
    'FROM a\nRUN <<EOF\n#!/bin/bash\n[[ a == b ]] && source x\nEOF\n',
  ]) {
    expect(codesOf(text)).toEqual([]);
  }
});

test('a stage that is built on no other one begins with sh again', () => {
  expect(codesOf(`FROM a\nSHELL ["bash", "-c"]\nFROM a\n${everything}`).length).toBeGreaterThan(5);
});

function codesOf(text: string): string[] {
  return lint(parseDockerfile(text)).flatMap(({ code }) => (code.startsWith('SC') ? code : []));
}
