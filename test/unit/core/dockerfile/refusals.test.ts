import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';

function refusals(text: string): [string, string][] {
  const { problems, refusals: found } = parseDockerfile(text);
  expect(problems).toEqual([]);
  return found.map(({ kind, range }) => [kind, text.slice(range.start, range.end)]);
}

describe('what can be read and the builder would still refuse', () => {
  test.each([
    ["COPY it's /b", 'open-quote', "it's"],
    ['COPY "a b" /c', 'open-quote', '"a'],
    ['COPY ["it\'s", "b"]', 'open-quote', '"it\'s"'],
    ['ENV A="b', 'open-quote', 'A="b'],
    ["ENV A it's", 'open-quote', "A it's"],
    ['LABEL a="b \\" c', 'open-quote', 'a="b \\" c'],
    ['WORKDIR "/a', 'open-quote', '"/a'],
    ['USER ${A', 'bad-variable', '${A'],
    ['ARG A=${B:-${C}', 'bad-variable', 'A=${B:-${C}'],
    ['ENV A=${}', 'bad-variable', 'A=${}'],
    ['ENV A=${B^^}', 'bad-variable', 'A=${B^^}'],
    ['ENV A="${B:=c}"', 'bad-variable', 'A="${B:=c}"'],
    ['EXPOSE http', 'invalid-port', 'http'],
    ['EXPOSE 90-80', 'invalid-port', '90-80'],
    ['EXPOSE 80 81/tpc', 'invalid-port', '81/tpc'],
    ['STOPSIGNAL TREM', 'invalid-signal', 'TREM'],
    ['STOPSIGNAL 0', 'invalid-signal', '0'],
    ['FROM Ubuntu', 'invalid-image', 'Ubuntu'],
    ['FROM a:b/c', 'invalid-image', 'a:b/c'],
    ['FROM a:-x', 'invalid-image', '-x'],
    ['FROM a//b', 'invalid-image', 'a//b'],
    ['FROM a__b___c', 'invalid-image', 'a__b___c'],
    [`FROM ${'a'.repeat(256)}`, 'invalid-image', 'a'.repeat(256)],
  ])('%s', (instruction, kind, place) => {
    expect(refusals(`FROM a AS base\n${instruction}\n`)).toEqual([[kind, place]]);
  });

  test('the name of an earlier stage may be written in any case', () => {
    expect(refusals('FROM a AS base\nFROM Base\n')).toEqual([]);
  });

  test('variables are not judged before they have a value', () => {
    expect(refusals('FROM $A:${B}\nEXPOSE $P ${Q}/tcp\nSTOPSIGNAL $S\n')).toEqual([]);
  });

  test('nor is what a shell reads, nor a heredoc', () => {
    expect(refusals('FROM a\nRUN echo it\'s ${B^^}\nCMD echo "\nCOPY <<"E" /x\n${C^^}\nE\n')).toEqual([]);
  });

  test.each([
    'ENV A=${B-c} D=${E:+"f g"} F=${G#h} I=${J%%k} L=${M/n/o} P=${Q:?r} S=$T$ U="${V:-$W}"',
    "LABEL a='it\"s' b=it\\'s c=\"it's\"",
    'EXPOSE 80 81-90/udp 82/TCP 83/sctp 84/ 85-85 127.0.0.1:86:87',
    'STOPSIGNAL SIGRTMIN+3',
    'STOPSIGNAL term',
    'STOPSIGNAL 9',
    'FROM localhost:5000/a.b/c__d-e--f:V1.0_x-y',
    'FROM REGISTRY/a',
    'FROM ghcr.io/a/b:1@sha256:abc',
  ])('%s is fine', (instruction) => {
    expect(refusals(`FROM a\n${instruction}\n`)).toEqual([]);
  });

  test('variables nested without end are given up on, not followed', () => {
    const { refusals: found } = parseDockerfile(`FROM a\nENV A=${'${B:-'.repeat(100_000)}\n`);
    expect(found.map(({ kind }) => kind)).toEqual(['bad-variable']);
  });
});
