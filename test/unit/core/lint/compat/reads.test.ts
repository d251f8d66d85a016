import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../../src/core/dockerfile/parse.ts';
import { lineWhereHadolintStops } from '../../../../../src/core/lint/compat/reads.ts';
import { configurationFrom } from '../../../../../src/core/lint/configuration.ts';
import { lint } from '../../../../../src/core/lint/engine.ts';

describe('what hadolint reads', () => {
  test.each([
    ['a registry with a dot and a port', 'FROM docker.example.org:8443/team/site:2'],
    ['variables with a colon in them', 'FROM ${IMAGE:-debian:13}'],
    ['a stage name with a slash', 'FROM debian:13 AS a/b'],
    ['a stage name in quotes', 'FROM debian:13 AS "a"'],
    ['a comment behind an image, since a blank ends an instruction', 'FROM debian:13 # the newest'],
    ['two instructions in a line for the same reason', 'FROM debian:13 RUN make'],
    ['blank lines in a continued instruction', 'RUN make \\\n\n  all'],
    ['comments in a continued instruction', 'RUN make \\\n  # everything\n  all'],
    ['a heredoc with an empty line behind it', 'RUN <<END\nmake\nEND\n\nUSER 1'],
    ['a heredoc at the end of the file', 'RUN <<END\nmake\nEND'],
    ['a heredoc whose marker is followed by an indented line', 'RUN <<END\nmake\nEND\n USER 1'],
    ['the first of two markers of a command', 'RUN a <<ONE <<TWO\nx\nTWO\ny\nONE\n\nUSER 1'],
    ['the last of two markers of COPY', 'COPY <<ONE <<TWO /to/\nx\nONE\ny\nTWO\n\nUSER 1'],
    ['a marker with more than its name', 'RUN (cat <<END)\nx\nEND)\n\nUSER 1'],
    ['what looks like a heredoc and has no body', "RUN echo '<<END'\nUSER 1"],
    ['unknown flags of RUN', 'RUN --device=all make'],
    ['repeated flags of RUN', 'RUN --network=none --network=host make'],
    ['secrets without a target', 'RUN --mount=type=secret,id=key,env=KEY make'],
    ['flags without a value as paths', 'COPY --frm a b'],
    ['a switch with a strange value as a path', 'COPY --link=perhaps b'],
    ['several names after ARG', 'ARG ONE=1 TWO=2'],
    ['ENV without an equals sign', 'ENV NAME a value'],
    ['such a pair behind others', 'ENV ONE=1 NAME a value'],
    ['an escaped blank', 'ENV NAME=a\\ b TWO=2'],
    ['variables as ports', 'EXPOSE $PORT ${FIRST}-${LAST}/udp'],
    ['a fraction of a second', 'HEALTHCHECK --interval=0.5s CMD true'],
    ['ONBUILD in ONBUILD', 'ONBUILD ONBUILD RUN make'],
    ['the other escape character', '# syntax=docker/dockerfile:1\n# escape=`\nRUN dir `\n  C:\\'],
    ['an empty file', ''],
    ['Windows line breaks behind a byte order mark', '\ufeffFROM debian:13\r\nRUN make \\\r\n  all\r\n'],
  ])('%s', (_, text) => {
    expect(lineWhereHadolintStops(text)).toBeUndefined();
  });
});

describe('what hadolint gives up on', () => {
  test.each([
    ['an unknown instruction', 'FROM debian:13\nRUNN make', 1],
    ['a keyword without a blank', 'CMD["make"]', 0],
    ['a port in a registry without a dot', 'FROM registry:5000/site:2', 0],
    ['a second flag of FROM', 'FROM --platform=a --platform=b debian:13', 0],
    ['a word behind the image', 'FROM debian:13 base', 0],
    ['an instruction right below a heredoc', 'RUN <<END\nmake\nEND\nUSER 1', 3],
    ['a comment right below a heredoc', 'RUN <<END\nmake\nEND\n# done\nUSER 1', 3],
    ['an indented marker, even after a dash', 'RUN <<-END\nmake\n\tEND\n\nUSER 1', 1],
    ['a blank before a marker', 'RUN cat << END\nx\nEND\n\nUSER 1', 1],
    ['text behind a JSON array', 'CMD ["make"] all', 0],
    ['a line that is continued by nothing behind a JSON array', 'CMD ["make"] \\\n\nUSER 1', 2],
    ['a mount without a target', 'RUN --mount=type=cache make', 0],
    ['a mount with an unknown option', 'RUN --mount=type=bind,target=/a,colour=red make', 0],
    ['a mount with an option of another type', 'RUN --mount=type=tmpfs,target=/a,ro make', 0],
    ['a mount with an option under two names', 'RUN --mount=type=bind,target=/a,dst=/b make', 0],
    ['a mount of an unknown type', 'RUN --mount=type=volume,target=/a make', 0],
    ['an unknown flag behind a known one', 'RUN --network=none --device=all make', 0],
    ['an unknown network', 'RUN --network=bridge make', 0],
    ['an unknown flag with a value', 'COPY --frm=a b c', 0],
    ['a repeated flag', 'COPY --from=a --from=b c d', 0],
    ['a flag with no value', 'COPY --from= c d', 0],
    ['any other flag of ADD', 'ADD --parents a b', 0],
    ['one path', 'COPY a', 0],
    ['a comment behind pairs', 'ENV A=1 #one', 0],
    ['a key alone', 'LABEL one=1 two', 0],
    ['an open quote', "ENV A=it's", 0],
    ['two backslashes before a quote', 'ENV A="C:\\\\"', 0],
    ['an unknown protocol', 'EXPOSE 80/sctp', 0],
    ['a default for a port', 'EXPOSE ${PORT:-80}', 0],
    ['a comment behind ports', 'EXPOSE 80 # web', 0],
    ['a duration in milliseconds', 'HEALTHCHECK --interval=500ms CMD true', 0],
    ['a duration with two units', 'HEALTHCHECK --interval=1m30s CMD true', 0],
    ['NONE in small letters', 'HEALTHCHECK none', 0],
    ['a comment on the escape character with more behind it', 'RUN make\n# escape=none\nUSER 1', 1],
    ['a continuation that the other escape character does not make', '# escape=`\nRUN make \\\n  all', 2],
  ])('%s', (_, text, line) => {
    expect(lineWhereHadolintStops(text)).toBe(line);
  });
});

test('a long file is read once', () => {
  const heredocs = 'RUN cat <<A >a\nx\nA\n\nRUN cat <<NEVER\n'.repeat(20_000);
  const before = lineWhereHadolintStops(heredocs);
  expect(before).toBeUndefined();
  expect(lineWhereHadolintStops(`RUN a ${'\\\n  b '.repeat(100_000)}`)).toBeUndefined();
  expect(lineWhereHadolintStops(`${'ONBUILD '.repeat(100_000)}RUN a`)).toBeUndefined();
});

describe('compat mode', () => {
  const compat = (text: string, configuration = configurationFrom()) =>
    lint(parseDockerfile(text), { compat: true, configuration }).map(({ code, line }) => `${line} ${code}`);

  test('a file that hadolint gives up on has DL1000 and nothing else, which nothing silences', () => {
    const text = '# hadolint global ignore=DL1000\nFROM debian\nEXPOSE ${PORT:-80}\n';
    expect(compat(text, configurationFrom({ ignored: ['DL1000'] }))).toEqual(['2 DL1000']);
  });

  test('what the builder refuses and hadolint reads is no finding', () => {
    expect(compat('FROM debian:13 AS a/b\nRUN --mount=type=secret x\n')).toEqual([]);
  });

  test('no codes but those of hadolint are found', () => {
    const text = 'FROM debian as Base\nRUN curl -k https://a/b | sh\nRUN echo $HOME\n';
    expect(compat(text)).toEqual(['0 DL3006', '1 DL4006']);
    expect(lint(parseDockerfile(text)).some(({ code }) => !code.startsWith('DL'))).toBe(true);
  });

  test.each(['\n', '\r\n'])('a line of blanks ends a continued instruction (%j)', (lineBreak) => {
    const text = 'FROM debian:13\nENV A=1 \\\n# more\n\n  \nADD a /b\nRUN <<E\nx \\\n \ncd /\nE\n'.replaceAll(
      '\n',
      lineBreak,
    );
    expect(compat(text)).toEqual(['5 DL3020', '6 DL3003']);
    expect(lint(parseDockerfile(text)).map(({ code }) => code)).not.toContain('DL3020');
  });

  test('a comment for a stage leaves the line below it visible', () => {
    expect(compat('FROM debian:13\n# hadolint stage ignore=DL3020\nADD a /b\nADD c /d\n')).toEqual(['2 DL3020']);
  });

  test('an ARG has one name', () => {
    const text = 'FROM debian:13\nARG A=1 B_SECRET=2\nARG B_SECRET=2 A=1\nENV A=1 C_SECRET=2\n';
    expect(compat(text)).toEqual(['2 DL3064', '3 DL3064']);
    expect(lint(parseDockerfile(text)).filter(({ code }) => code === 'DL3064')).toHaveLength(3);
  });

  test('a shell outside of /bin is none that knows pipefail', () => {
    const text = 'FROM debian:13\nSHELL ["/usr/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\n';
    expect(compat(text)).toEqual(['2 DL4006']);
    expect(lint(parseDockerfile(text)).map(({ code }) => code)).not.toContain('DL4006');
  });
});
