import { expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';
import { ruleCases } from './cases.ts';

// Each of these the builder was asked about: `docker build --check` of Docker 28.5.
ruleCases('QS3001', [
  {
    name: 'values that are whole',
    text: 'FROM a:1\nENV A="b" B=it\\\'s C=\\\' D="${E:-f}" G=${H-i}\nLABEL "a b"=c\nCOPY "a" /b\nWORKDIR ${A:+b}\n',
  },
  { name: 'what is for a shell', text: 'FROM a:1\nRUN echo "\nCMD echo "\nHEALTHCHECK CMD echo "\n' },
  { name: 'ports', text: 'FROM a:1\nEXPOSE 80 "81" 82/TCP 83/ 84-85/udp 86/sctp 127.0.0.1:87:87 $P\n' },
  { name: 'signals', text: 'FROM a:1\nSTOPSIGNAL SIGTERM\nSTOPSIGNAL "SIGTERM"\nSTOPSIGNAL 999\nSTOPSIGNAL $S\n' },
  { name: 'what ONBUILD puts off', text: 'FROM a:1\nONBUILD ENV A="b\nONBUILD EXPOSE http\nONBUILD STOPSIGNAL TREM\n' },
  { name: 'ports that DL3011 speaks of', text: 'FROM a:1\nEXPOSE 70000\nEXPOSE 80-70000\nEXPOSE 70000/tpc\n' },
  { name: 'a file that cannot be read at all', text: "FROM a:1\nCOPY --chown=it's a /b\n" },
  {
    name: 'open quotes',
    text: 'FROM a:1\nENV «A="b»\nLABEL «a=\'b»\nARG «C="d»\nWORKDIR «"/a»\nUSER «"a»\nVOLUME «"/a»\n',
  },
  { name: 'open quotes of files', text: 'FROM a:1\nCOPY «it\'s» /b\nADD «\'x» /y\nCOPY [«"it\'s"», "b"]\n' },
  { name: 'an open quote on a continued line', text: 'FROM a:1\nENV A=b \\\n  «C="d»\n' },
  {
    name: 'variables that do not end or mean nothing',
    text: 'FROM a:1\nENV «A=${B^^}»\nENV «A=${}»\nENV «A="${B:=c}"»\nWORKDIR «${A@b}»\nUSER «${A»\n',
  },
  { name: 'names that are none of an image', text: 'FROM «Ubuntu» AS b\nFROM «a//b»\nFROM a:«-x»\n' },
  { name: 'ports that are none', text: 'FROM a:1\nEXPOSE «http»\nEXPOSE 80 «81/tpc»\nEXPOSE «90-80»\nEXPOSE «/tcp»\n' },
  { name: 'signals that are none', text: 'FROM a:1\nSTOPSIGNAL «TREM»\nSTOPSIGNAL «0»\n' },
]);

const refused = 'FROM a:1\nSTOPSIGNAL TREM\n';
const codes = (text: string, compat = false) => lint(parseDockerfile(text), { compat }).map(({ code }) => code);

test('QS3001 is silent where only the findings of hadolint are wanted', () => {
  expect(codes(refused)).toContain('QS3001');
  expect(codes(refused, true)).toEqual([]);
});

test('QS3001 is silenced by a comment above the instruction that it is about', () => {
  expect(codes(refused.replace('STOPSIGNAL', '# hadolint ignore=QS3001\nSTOPSIGNAL'))).not.toContain('QS3001');
});
