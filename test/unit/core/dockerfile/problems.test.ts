import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/core/dockerfile/parse.ts';
import { checkTree } from './tree-check.ts';

function problems(text: string): [string, string][] {
  const dockerfile = parseDockerfile(text);
  checkTree(dockerfile);
  return dockerfile.problems.map(({ kind, range }) => [kind, text.slice(range.start, range.end)]);
}

describe('what the builder would refuse', () => {
  test.each([
    ['RNU a', 'unknown-instruction', 'RNU'],
    ['COPY a', 'missing-argument', 'COPY'],
    ['ADD', 'missing-argument', 'ADD'],
    ['USER', 'missing-argument', 'USER'],
    ['WORKDIR  ', 'missing-argument', 'WORKDIR'],
    ['EXPOSE', 'missing-argument', 'EXPOSE'],
    ['ARG', 'missing-argument', 'ARG'],
    ['ENV', 'missing-argument', 'ENV'],
    ['ENV A', 'missing-argument', 'ENV'],
    ['LABEL a=b c', 'missing-equals', 'c'],
    ['ENV =b', 'blank-name', '=b'],
    ['ARG =b', 'blank-name', '=b'],
    ['VOLUME [""]', 'empty-argument', '""'],
    ['SHELL bash -c', 'shell-not-json', 'bash -c'],
    ['SHELL []', 'missing-argument', 'SHELL'],
    ['RUN [1]', 'json-not-strings', '[1]'],
    ['FROM', 'missing-argument', 'FROM'],
    ['FROM a b', 'bad-from', 'a b'],
    ['FROM a AS', 'bad-from', 'a AS'],
    ['FROM a IS b', 'bad-from', 'a IS b'],
    ['FROM a AS 1b', 'invalid-stage-name', '1b'],
    ['FROM a AS b/c', 'invalid-stage-name', 'b/c'],
    ['HEALTHCHECK', 'missing-argument', 'HEALTHCHECK'],
    ['HEALTHCHECK CMD', 'missing-argument', 'HEALTHCHECK'],
    ['HEALTHCHECK NONE a', 'extra-argument', 'NONE a'],
    ['HEALTHCHECK curl', 'unknown-healthcheck', 'curl'],
    ['HEALTHCHECK --interval=5 CMD a', 'invalid-flag-value', '5'],
    ['HEALTHCHECK --interval=5us CMD a', 'invalid-flag-value', '5us'],
    ['HEALTHCHECK --retries=x CMD a', 'invalid-flag-value', 'x'],
    ['ONBUILD', 'missing-argument', 'ONBUILD'],
    ['ONBUILD ONBUILD RUN a', 'onbuild-chained', 'ONBUILD'],
    ['ONBUILD FROM a', 'onbuild-forbidden', 'FROM'],
    ['ONBUILD MAINTAINER a', 'onbuild-forbidden', 'MAINTAINER'],
    ['ONBUILD COPY a', 'missing-argument', 'COPY'],
    ['COPY --form=a b c', 'unknown-flag', '--form=a'],
    ['COPY --__proto__=a b c', 'unknown-flag', '--__proto__=a'],
    ['USER --x a', 'unknown-flag', '--x'],
    ['COPY --from=a --from=b c d', 'duplicate-flag', '--from=b'],
    ['COPY --from b c', 'missing-flag-value', '--from'],
    ['COPY --link= b c', 'missing-flag-value', '--link='],
    ['COPY --link=maybe b c', 'invalid-flag-value', 'maybe'],
    ['RUN --mount=type=disk a', 'unknown-mount-type', 'type=disk'],
    ['RUN --mount=type=cache,tarket=/x a', 'unknown-mount-option', 'type=cache,tarket=/x'],
    ['RUN --mount=type=bind,sharing=locked,target=/x a', 'unknown-mount-option', 'type=bind,sharing=locked,target=/x'],
    ['RUN --mount=type=cache,sharing=some,target=/x a', 'invalid-mount-value', 'type=cache,sharing=some,target=/x'],
    ['RUN --mount=type=cache,uid=me,target=/x a', 'invalid-mount-value', 'type=cache,uid=me,target=/x'],
    ['RUN --mount=type=secret a', 'incomplete-mount', 'type=secret'],
    ['COPY a <<EOF\nEOF', 'heredoc-destination', '<<EOF'],
  ])('%s', (instruction, kind, place) => {
    expect(problems(`FROM a\n${instruction}\n`)).toEqual([[kind, place]]);
  });

  test('an instruction before the first FROM, unless it is ARG', () => {
    expect(problems('ARG A\nUSER a\nFROM b\n')).toEqual([['missing-from', 'USER']]);
    expect(problems('ARG A\n')).toEqual([['missing-from', 'ARG']]);
  });

  test('a file without instructions', () => {
    expect(problems('# nothing\n')).toEqual([['no-instructions', '']]);
  });

  test('a continuation with nothing behind it', () => {
    expect(problems('FROM a\n\\\n')).toEqual([['empty-instruction', '\\']]);
  });

  test('several are told in the order of the file', () => {
    expect(problems('FROM\nRNU a\nCOPY b\n').map(([kind]) => kind)).toEqual([
      'missing-argument',
      'unknown-instruction',
      'missing-argument',
    ]);
  });
});

test('what the builder takes is no problem', () => {
  const text = `# syntax=docker/dockerfile:1
ARG A=1 B
FROM --platform=$BUILDPLATFORM \${A:-x}:1 AS base-1.0_x
RUN --mount=type=cache,target=/c,sharing=Locked,mode=0755,uid=0 --mount=type=secret,id=s,env=S,required --network=none a
RUN --mount=type=$T,whatever=$U --security=insecure --device=x b
RUN --mount=type=tmpfs,target=/t,size=64m --mount=type=ssh c
COPY --link --from=base --chown=a:b --chmod=755 --parents --exclude=a --exclude=b a b c/
ADD --checksum=sha256:a --keep-git-dir=true --unpack=false --link=TRUE https://a /b
HEALTHCHECK --interval=1m30s --timeout=1.5s --start-period=0 --start-interval=100ms --retries=3 CMD a
HEALTHCHECK --interval=5s NONE
SHELL ["/bin/sh", "-c"]
ENV A b
LABEL "a b"=c
EXPOSE 80
VOLUME /a
USER 1000:1000
WORKDIR a
STOPSIGNAL SIGTERM
MAINTAINER me
ONBUILD HEALTHCHECK NONE
ENTRYPOINT []
CMD a
`;
  expect(problems(text)).toEqual([]);
});
