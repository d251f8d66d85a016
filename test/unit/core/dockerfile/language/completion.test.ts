import { describe, expect, test } from 'vitest';
import { completionsAt } from '../../../../../src/core/dockerfile/language/completion.ts';
import { Names } from '../../../../../src/core/dockerfile/language/names.ts';
import { marked } from './marked.ts';

describe('Instructions', () => {
  test('are FROM and ARG in an empty file', () => {
    expect(labels(['|'])).toEqual(['ARG', 'FROM']);
  });

  test('are all but the deprecated one in a stage', () => {
    const found = labels(['FROM a', '|']);
    expect(found).toHaveLength(17);
    expect(found).toContain('HEALTHCHECK');
    expect(found).not.toContain('MAINTAINER');
  });

  test('replace what is typed', () => {
    expect(applied(['FROM a', 'wor|'], 'WORKDIR')).toBe('FROM a\nWORKDIR ');
  });

  test('bring a blank unless one is there', () => {
    expect(applied(['FROM a', 'wor| /x'], 'WORKDIR')).toBe('FROM a\nWORKDIR /x');
  });

  test('are small where the others are', () => {
    expect(labels(['from a', 'c|'])).toContain('copy');
  });

  test('stand behind ONBUILD too', () => {
    const found = labels(['FROM a', 'ONBUILD R|']);
    expect(found).toContain('RUN');
    expect(found).not.toContain('FROM');
    expect(found).not.toContain('ONBUILD');
  });

  test.each([
    [['FROM a', '# R|']],
    [['FROM a', 'RUN ls R|']],
    [['FROM a', 'COPY <<EOF /x', 'R|', 'EOF']],
    [['# syntax=d|']],
  ])('are not offered in %j', (lines) => {
    expect(labels(lines)).toEqual([]);
  });

  test('are offered below a heredoc, and not below a continuation', () => {
    expect(labels(['FROM a', 'COPY <<EOF /x', 'a', 'EOF', '|'])).toContain('RUN');
    expect(labels(['FROM a', 'RUN a \\', '  |'])).toEqual([]);
  });
});

describe('Flags', () => {
  test('are those of the instruction that are not there yet', () => {
    expect(labels(['FROM a', 'COPY --link --|'])).toEqual(['--chmod', '--chown', '--exclude', '--from', '--parents']);
    expect(labels(['FROM a', 'RUN --mount=type=ssh --|'])).toContain('--mount');
    expect(labels(['FROM a', 'HEALTHCHECK -|'])).toContain('--interval');
    expect(labels(['FROM a', 'COPY a --|'])).not.toContain('--from');
  });

  test('have their values', () => {
    expect(labels(['FROM --platform=|'])).toContain('linux/arm64');
    expect(applied(['FROM --platform=linux/a|'], 'linux/arm64')).toBe('FROM --platform=linux/arm64');
    expect(labels(['FROM a', 'RUN --network=n|'])).toEqual(['default', 'none', 'host']);
  });

  test('stand behind a continuation too', () => {
    expect(labels(['FROM a', 'RUN --network=none \\', '  --|'])).toEqual(['--device', '--mount', '--security']);
  });

  test('of mounts have options that go with the type', () => {
    expect(labels(['FROM a', 'RUN --mount=|'])).toContain('type');
    expect(labels(['FROM a', 'RUN --mount=type=|'])).toEqual(['bind', 'cache', 'tmpfs', 'secret', 'ssh']);
    expect(labels(['FROM a', 'RUN --mount=type=secret,id=x,|'])).toEqual([
      'target',
      'env',
      'required',
      'mode',
      'uid',
      'gid',
    ]);
    expect(labels(['FROM a', 'RUN --mount=type=cache,dst=/x,sharing=|'])).toEqual(['shared', 'private', 'locked']);
    expect(applied(['FROM a', 'RUN --mount=type=cache,ta|'], 'target')).toBe('FROM a\nRUN --mount=type=cache,target=');
  });
});

describe('Stages', () => {
  const stages = ['FROM a AS one', 'FROM b', 'FROM c AS two'];
  test.each([['FROM |'], ['FROM --platform=linux/amd64 o|']])('are offered by %s', (line) => {
    expect(labels([...stages, line])).toEqual(['one', 'two', 'scratch']);
  });
  test.each([['COPY --from=|'], ['RUN --mount=type=bind,from=|']])('before its own are offered by %s', (line) => {
    expect(labels([...stages, line])).toEqual(['one']);
  });
  test('get AS behind the image, in the case of FROM', () => {
    expect(labels(['from a |'])).toEqual(['as']);
    expect(labels(['FROM a |'])).toEqual(['AS']);
  });
});

describe('Variables', () => {
  const before = ['ARG V=1', 'FROM a AS one', 'ENV A=x B=y', 'ARG C'];
  test('are those that are set there', () => {
    expect(labels([...before, 'RUN echo "$|'])).toEqual(['A', 'B', 'C']);
    expect(labels([...before, 'FROM one', 'ARG V', 'WORKDIR /${|}'])).toEqual(['V', 'A', 'B', 'C']);
    expect(labels(['ARG V=1', 'FROM a:$|'])).toContain('V');
    expect(labels(['ARG V=1', 'FROM a:$|'])).toContain('TARGETPLATFORM');
    expect(labels([...before, 'FROM b', 'RUN $|'])).toEqual([]);
    expect(labels([...before, 'COPY <<EOF /x', '$|', 'EOF'])).toEqual(['A', 'B', 'C']);
    expect(labels([...before, 'COPY <<"EOF" /x', '$|', 'EOF'])).toEqual([]);
  });

  test('close their brace unless it is closed', () => {
    expect(applied([...before.slice(0, 3), 'RUN ${A|'], 'A')).toContain('RUN ${A}');
    expect(applied([...before.slice(0, 3), 'RUN ${A|}'], 'A')).toMatch(/RUN \$\{A\}$/);
  });

  test('say what they are and hold', () => {
    const { dockerfile, offset } = marked([...before, 'RUN $|']);
    const { items } = completionsAt(dockerfile, new Names(dockerfile), offset);
    expect(items.map(({ detail }) => detail)).toEqual(['ENV, x', 'ENV, y', 'ARG']);
  });

  test('of the whole file are offered to ARG in a stage', () => {
    expect(labels(['ARG V=1', 'FROM a', 'ARG |'])).toEqual(expect.arrayContaining(['V', 'TARGETARCH']));
  });
});

describe('Paths of the context', () => {
  test.each([
    ['COPY |', ''],
    ['COPY pa|', ''],
    ['COPY --chown=1 ./src/ma|', 'src/'],
    ['ADD a /b/|', undefined],
    ['COPY /top/|', 'top/'],
    ['COPY a b|', ''],
    ['COPY a src/|', 'src/'],
    ['COPY . |', undefined],
    ['COPY . .|', undefined],
    ['COPY . ./|', undefined],
    ['COPY . ../|', undefined],
    ['COPY --from=x |', undefined],
    ['COPY --chmod|', undefined],
    ['ADD https://exa|', undefined],
    ['RUN cat |', undefined],
  ])('%s asks for %j', (line, folder) => {
    const { dockerfile, offset } = marked(['FROM a', line]);
    expect(completionsAt(dockerfile, new Names(dockerfile), offset).paths?.folder).toBe(folder);
  });

  test('replace the last part only', () => {
    const { dockerfile, offset } = marked(['FROM a', 'COPY src/ma|']);
    const range = completionsAt(dockerfile, new Names(dockerfile), offset).paths?.range;
    expect(range && dockerfile.text.slice(range.start, range.end)).toBe('ma');
  });
});

describe('The name of an image', () => {
  test.each([
    [['FROM |'], ''],
    [['FROM --platform=$BUILDPLATFORM host:5000/sh|'], 'host:5000/sh'],
    [['FROM a', 'COPY --from=|'], ''],
    [['FROM a', 'COPY --link --from=host/shop:1|'], 'host/shop:1'],
    [['FROM a', 'RUN --mount=type=bind,from=sh|'], 'sh'],
    [['FROM a', 'ONBUILD COPY --from=sh|'], 'sh'],
  ])('may stand in %j', (lines, written) => {
    const { image } = complete(lines);
    expect(image?.written).toBe(written);
    expect((image?.range.end ?? 0) - (image?.range.start ?? 0)).toBe(written.length);
  });

  test.each([
    [['FROM a |']],
    [['FROM $VERS|']],
    [['FROM a', 'COPY --chown=|']],
    [['FROM a', 'ADD --from=|']],
    [['FROM a', 'RUN --mount=type=bind,target=/x|']],
    [['FROM a', 'RUN ls |']],
  ])('stands nowhere in %j', (lines) => {
    expect(complete(lines).image).toBeUndefined();
  });
});

test('Each place of an odd file has an answer', () => {
  const { dockerfile } = marked([
    '|# escape=`',
    'ARG',
    'FROM',
    'RUN --mount=,="',
    'ONBUILD',
    'COPY <<A <<B `',
    '',
    '$',
    'A',
    'ENV ${',
    'HEALTHCHECK --',
  ]);
  const names = new Names(dockerfile);
  for (let offset = 0; offset <= dockerfile.text.length; offset++) {
    for (const { range } of completionsAt(dockerfile, names, offset).items) {
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.end).toBe(offset);
    }
  }
});

function complete(lines: readonly string[]) {
  const { dockerfile, offset } = marked(lines);
  return completionsAt(dockerfile, new Names(dockerfile), offset);
}

const labels = (lines: readonly string[]): string[] => complete(lines).items.map(({ label }) => label);

function applied(lines: readonly string[], label: string): string {
  const { dockerfile, offset } = marked(lines);
  const item = completionsAt(dockerfile, new Names(dockerfile), offset).items.find((one) => one.label === label);
  if (!item) throw new Error(`There is no ${label}.`);
  const { text } = dockerfile;
  return text.slice(0, item.range.start) + item.insertText + text.slice(item.range.end);
}
